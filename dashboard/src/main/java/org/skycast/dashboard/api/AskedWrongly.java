package org.skycast.dashboard.api;

/** A request that has no answer; the message says in one sentence why. */
public final class AskedWrongly extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;

    /** @param status of HTTP */
    public AskedWrongly(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
