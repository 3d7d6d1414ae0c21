package org.skycast.inference;

/** A model bundle cannot be used; the message is one plain sentence that names what does not fit. */
public class BundleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
