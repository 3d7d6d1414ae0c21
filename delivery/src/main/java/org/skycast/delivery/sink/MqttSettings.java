package org.skycast.delivery.sink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.skycast.settings.SettingsException;

/** An MQTT broker. */
public record MqttSettings(
        @JsonPropertyDescription("Its address, `mqtts://`, or `mqtt://` with `plain`.")
        URI broker,

        @JsonPropertyDescription("What its topics begin with; `skycast/alerts` if left out.")
        String prefix,

        @JsonPropertyDescription("The user.") Optional<String> user,

        @JsonPropertyDescription("A file that holds the password.")
        Optional<Path> passwordFile,

        @JsonPropertyDescription("Whether it may go without TLS; not if left out.")
        Optional<Boolean> plain) {

    private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883);

    public MqttSettings {
        if (broker == null || broker.getHost() == null || !PORTS.containsKey(String.valueOf(broker.getScheme()))) {
            throw new SettingsException("mqtt: broker is an address such as mqtts://broker.example.");
        }
        if (broker.getScheme().equals("mqtt") && !plain.orElse(false)) {
            throw new SettingsException("mqtt: %s is without TLS; give mqtts://, or plain: true.".formatted(broker));
        }
        prefix = prefix == null ? "skycast/alerts" : prefix;
        if (prefix.isBlank() || prefix.matches(".*[#+].*") || prefix.endsWith("/")) {
            throw new SettingsException("mqtt: prefix '%s' is none; give such as skycast/alerts.".formatted(prefix));
        }
    }

    int port() {
        return broker.getPort() < 0 ? PORTS.getOrDefault(broker.getScheme(), 1883) : broker.getPort();
    }

    boolean isTls() {
        return broker.getScheme().equals("mqtts");
    }

    Optional<String> password() {
        return passwordFile.map(SecretFile::read);
    }
}
