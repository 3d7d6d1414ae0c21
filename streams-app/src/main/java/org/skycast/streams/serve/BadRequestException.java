package org.skycast.streams.serve;

/** A request that cannot be answered; the message says in one sentence why. */
final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadRequestException(String sentence) {
        super(sentence);
    }
}
