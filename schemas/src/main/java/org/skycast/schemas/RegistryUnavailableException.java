package org.skycast.schemas;

import org.apache.kafka.common.errors.RetriableException;

/** The registry cannot be reached now; the record is not at fault and the same call may succeed later. */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
