package org.skycast.edge.spool;

/** The spool's file is damaged; whoever starts the edge again has what can be read of it saved. */
public final class SpoolDamagedException extends SpoolException {

    private static final long serialVersionUID = 1L;

    SpoolDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
