package org.skycast.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.skycast.settings.SettingsText;

/** Which properties of Kafka's and the registry's clients may be printed: those that are known to hold no secret. */
public final class ClientProperties {

    /** Streams and the registry's client take the properties of others behind these. */
    private static final List<String> PREFIXES = List.of(
            "main.consumer.",
            "restore.consumer.",
            "global.consumer.",
            "consumer.",
            "producer.",
            "admin.",
            "schema.registry.");

    private static final Pattern SECRET = Pattern.compile("password|passphrase|secret|private\\.key|user\\.info|jaas");

    private final List<ConfigDef> definitions;

    /** @param more definitions of properties beside those of the clients, such as of Kafka Streams */
    public ClientProperties(ConfigDef... more) {
        Stream<ConfigDef> clients = Stream.of(
                ProducerConfig.configDef(),
                ConsumerConfig.configDef(),
                AdminClientConfig.configDef(),
                RegistryConfig.KEYS);
        this.definitions = Stream.concat(clients, Arrays.stream(more)).toList();
    }

    /** What may be shown of the property {@code name}. A name that nobody knows may be that of a secret. */
    public String shown(String name, String value) {
        boolean secret = names(name).anyMatch(this::isSecret);
        boolean known = names(name).anyMatch(this::isKnown);
        if (secret) {
            return SettingsText.SECRET;
        }
        return known ? value : "(not shown: the property is not known)";
    }

    /** The name, and what is left of it without a prefix. */
    private static Stream<String> names(String name) {
        return Stream.concat(
                Stream.of(name),
                PREFIXES.stream().filter(name::startsWith).map(prefix -> name.substring(prefix.length())));
    }

    private boolean isSecret(String name) {
        return SECRET.matcher(name).find()
                || definitions.stream()
                        .map(keys -> keys.configKeys().get(name))
                        .anyMatch(key -> key != null && key.type() == Type.PASSWORD);
    }

    private boolean isKnown(String name) {
        return name.equals(AvroSerdes.SERIALIZER)
                || name.equals(AvroSerdes.DESERIALIZER)
                || definitions.stream().anyMatch(keys -> keys.configKeys().containsKey(name));
    }
}
