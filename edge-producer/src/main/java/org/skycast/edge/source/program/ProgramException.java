package org.skycast.edge.source.program;

/** A program gave nothing that can be used; the message is one plain sentence that says why. */
public final class ProgramException extends Exception {

    private static final long serialVersionUID = 1L;

    public ProgramException(String message) {
        super(message);
    }

    public ProgramException(String message, Throwable cause) {
        super(message, cause);
    }
}
