package org.skycast.identity;

/** A registration is not an administrator's; the message is one plain sentence. */
public final class NotAuthenticException extends Exception {

    private static final long serialVersionUID = 1L;

    NotAuthenticException(String message) {
        super(message);
    }
}
