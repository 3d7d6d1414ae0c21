package org.skycast.streams.rollout;

/**
 * The broker or the registry does not answer, so that nobody can say whether a bundle is there; try again later. The
 * message is one plain sentence.
 */
public final class BundlesUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BundlesUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
