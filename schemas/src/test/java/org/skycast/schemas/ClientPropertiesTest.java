package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {

    private static final String TEXT = "abc";

    private final ClientProperties properties = new ClientProperties();

    private String shown(String name) {
        return properties.shown(name, TEXT);
    }

    @Test
    void noPropertyThatHoldsAPasswordIsShown() {
        List<String> passwords = Stream.of(
                        ProducerConfig.configDef(),
                        ConsumerConfig.configDef(),
                        AdminClientConfig.configDef(),
                        RegistryConfig.KEYS)
                .flatMap(keys -> keys.configKeys().values().stream())
                .filter(key -> key.type() == ConfigDef.Type.PASSWORD)
                .map(key -> key.name)
                .distinct()
                .toList();
        assertThat(passwords)
                .contains(
                        "sasl.jaas.config",
                        "ssl.keystore.password",
                        "ssl.key.password",
                        "ssl.truststore.password",
                        "ssl.keystore.key",
                        "basic.auth.user.info",
                        "bearer.auth.token")
                .allSatisfy(name -> assertThat(shown(name)).isEqualTo("(secret)"))
                .allSatisfy(name -> assertThat(shown("producer." + name)).isEqualTo("(secret)"))
                .allSatisfy(name -> assertThat(shown("schema.registry." + name)).isEqualTo("(secret)"));
    }

    @Test
    void whatNobodyKnowsIsNotShown() {
        assertThat(shown("my.interceptor.key")).doesNotContain(TEXT);
        assertThat(shown("my.interceptor.password")).isEqualTo("(secret)");
        assertThat(shown("consumer.my.key")).doesNotContain(TEXT);
        var more = new ClientProperties(
                new ConfigDef().define("my.interceptor.key", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, ""));
        assertThat(more.shown("my.interceptor.key", TEXT)).isEqualTo(TEXT);
    }

    @Test
    void whatIsKnownToHoldNoSecretIsShown() {
        assertThat(List.of(
                        "bootstrap.servers",
                        "schema.registry.url",
                        "security.protocol",
                        "sasl.mechanism",
                        "ssl.truststore.location",
                        "schema.registry.ssl.truststore.location",
                        "basic.auth.credentials.source",
                        "producer.linger.ms",
                        "main.consumer.max.poll.records",
                        "auto.offset.reset",
                        "skycast.avro.serializer"))
                .allSatisfy(name -> assertThat(shown(name)).isEqualTo(TEXT));
    }
}
