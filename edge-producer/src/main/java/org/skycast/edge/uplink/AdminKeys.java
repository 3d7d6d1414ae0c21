package org.skycast.edge.uplink;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Of the edge's keys under {@code kafka:} those that an administrator's client takes. */
public final class AdminKeys {

    private AdminKeys() {}

    /** Without what is the producer's or the registry's alone; a login's own keys are passed on. */
    public static Map<String, Object> of(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>();
        Set<String> known = AdminClientConfig.configNames();
        kafka.forEach((key, value) -> {
            if (known.contains(key) || key.startsWith("sasl.") || key.startsWith("ssl.")) {
                properties.put(key, value);
            }
        });
        return properties;
    }
}
