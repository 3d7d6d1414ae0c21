package org.skycast.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Serdes of the generated records. The classes that do the work are chosen by name, so that Confluent's own can take the
 * place of these: {@link #SERIALIZER} and {@link #DESERIALIZER}.
 */
public final class AvroSerdes {

    /** The serializer's class name; by default {@link AvroSerializer}. */
    public static final String SERIALIZER = "skycast.avro.serializer";

    /** The deserializer's class name; by default {@link AvroDeserializer}. */
    public static final String DESERIALIZER = "skycast.avro.deserializer";

    static {
        // Confluent's classes, in the place of ours, make the same records.
        AvroTrust.establish();
    }

    private AvroSerdes() {}

    /**
     * A serializer for values of any of the records.
     *
     * @param properties Confluent's configuration keys, and the first of the two above
     * @throws ConfigException if the class cannot be made or the configuration is unusable
     */
    public static Serializer<SpecificRecord> anyValues(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        Serializer<SpecificRecord> serializer = make(all.getOrDefault(SERIALIZER, AvroSerializer.class));
        serializer.configure(all, false);
        return serializer;
    }

    /**
     * A serde for values of {@code type}.
     *
     * @param properties Confluent's configuration keys, and the two above
     * @throws ConfigException if a class cannot be made or the configuration is unusable
     */
    public static <T extends SpecificRecord> Serde<T> values(Class<T> type, Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(RegistryConfig.SPECIFIC, true);
        all.put(RegistryConfig.VALUE_TYPE, type);
        Serializer<T> serializer = make(all.getOrDefault(SERIALIZER, AvroSerializer.class));
        Deserializer<Object> deserializer = make(all.getOrDefault(DESERIALIZER, AvroDeserializer.class));
        serializer.configure(all, false);
        deserializer.configure(all, false);
        return Serdes.serdeFrom(serializer, typed(type, deserializer));
    }

    private static <T extends SpecificRecord> Deserializer<T> typed(Class<T> type, Deserializer<Object> any) {
        return new Deserializer<>() {
            @Override
            public T deserialize(String topic, byte[] bytes) {
                return type.cast(any.deserialize(topic, bytes));
            }

            @Override
            public void close() {
                any.close();
            }
        };
    }

    @SuppressWarnings("unchecked") // what class it is for is known only by name
    private static <S> S make(Object nameOrClass) {
        try {
            return (S)
                    (nameOrClass instanceof Class<?> known
                            ? Utils.newInstance(known)
                            : Utils.newInstance(nameOrClass.toString(), Object.class));
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    "There is no class %s; is its artifact on the class path?".formatted(nameOrClass));
        }
    }
}
