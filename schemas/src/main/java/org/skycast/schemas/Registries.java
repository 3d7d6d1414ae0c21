package org.skycast.schemas;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Opens registries. */
public final class Registries {

    private Registries() {}

    /**
     * The registry that {@code schema.registry.url} names, asked at each call.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the configuration is unusable
     */
    public static Registry open(Map<String, ?> properties) {
        return open(new RegistryConfig(properties));
    }

    static Registry open(RegistryConfig config) {
        List<String> urls = config.getList(RegistryConfig.URL);
        boolean inProcess = !urls.isEmpty() && urls.get(0).startsWith("mock://");
        return inProcess ? MemoryRegistry.at(urls.get(0)) : new HttpRegistry(config);
    }

    /** A map that forgets what was used longest ago beyond {@code most} entries. Thread-safe. */
    static <K, V> Map<K, V> bounded(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    /** A schema under a subject, as a cache's key. */
    record Key(String subject, Schema schema) {}
}
