package org.skycast.edge.source.open;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;

/**
 * Reads a group of keys as the settings that they mean; a mistake in it is told where the group stands.
 *
 * @param <K> the keys, as a record
 */
public abstract class KeysReader<K extends SourceKeys<S>, S> extends JsonDeserializer<S> {

    private final Class<K> keys;

    KeysReader(Class<K> keys) {
        this.keys = keys;
    }

    @Override
    public S deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        K group = context.readValue(parser, keys);
        try {
            return group.settings();
        } catch (IllegalArgumentException e) {
            throw ValueInstantiationException.from(
                    parser, String.valueOf(e.getMessage()), context.constructType(keys), e);
        }
    }
}
