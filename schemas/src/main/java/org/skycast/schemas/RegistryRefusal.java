package org.skycast.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and said no: not found, not compatible, not allowed. */
public final class RegistryRefusal extends SerializationException {

    private static final long serialVersionUID = 1L;

    /** Of a schema that is there and cannot be read. */
    static final int UNREADABLE = 0;

    private static final int NOT_FOUND = 404;

    private final int code;

    /** @param code Confluent's error code, such as 40403, or the HTTP status where it gave none */
    public RegistryRefusal(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Confluent's error code, such as 40403, or the HTTP status where it gave none. */
    public int code() {
        return code;
    }

    /**
     * Whether it is a registry's own answer about a schema: that there is none, or none that can be read. A refusal without a
     * registry's code comes of something that stands before it, and one of who asks says nothing of the schema.
     */
    boolean isOfSchema() {
        return code == UNREADABLE || code / 100 == NOT_FOUND;
    }
}
