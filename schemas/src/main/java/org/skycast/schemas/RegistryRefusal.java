package org.skycast.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and said no: not found, not compatible, not allowed. */
public final class RegistryRefusal extends SerializationException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param code Confluent's error code, such as 40403, or the HTTP status */
    public RegistryRefusal(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Confluent's error code, such as 40403, or the HTTP status where it gave none. */
    public int code() {
        return code;
    }
}
