package org.skycast.edge.source.program;

/** A program gave nothing that can be used; the message is one plain sentence that says why. */
final class ProgramException extends Exception {

    private static final long serialVersionUID = 1L;

    ProgramException(String message) {
        super(message);
    }

    ProgramException(String message, Throwable cause) {
        super(message, cause);
    }
}
