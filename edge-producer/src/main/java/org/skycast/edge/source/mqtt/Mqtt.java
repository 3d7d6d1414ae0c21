package org.skycast.edge.source.mqtt;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.source.access.Login;
import org.skycast.edge.source.access.Secret;

/**
 * A topic of an MQTT 3.1.1 broker.
 *
 * @param broker such as mqtt://localhost:1883, or mqtts:// for TLS
 * @param topic a topic filter
 * @param clientId what the broker keeps the session by; made of the station and the topic if absent
 * @param trust certificates in PEM that are trusted in place of the system's
 */
public record Mqtt(
        @JsonPropertyDescription("Its address, `mqtt://`, or `mqtts://` for TLS.")
        URI broker,

        @JsonPropertyDescription("A topic filter.") String topic,

        @JsonPropertyDescription("The user.") Optional<String> user,

        @JsonPropertyDescription("The password; in quotes where it is a number.")
        Optional<Secret> password,

        @JsonPropertyDescription("A file whose first line is the password; in place of `password`.")
        Optional<Path> passwordFile,

        @JsonPropertyDescription("What the broker keeps the session by; made of the station and the topic if left out.")
        Optional<String> clientId,

        @JsonPropertyDescription("Certificates in PEM that are trusted in place of the system's.")
        Optional<Path> trust) {

    private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "tcp", 1883, "mqtts", 8883, "ssl", 8883);

    /** @throws IllegalArgumentException if the password is given twice */
    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public Mqtt {
        user = user == null ? Optional.empty() : user;
        password = password == null ? Optional.empty() : password;
        passwordFile = passwordFile == null ? Optional.empty() : passwordFile;
        clientId = clientId == null ? Optional.empty() : clientId;
        trust = trust == null ? Optional.empty() : trust;
        var unused = new Login(user, password, passwordFile);
    }

    /**
     * The same, once all of it can be used; asked when all keys are known, so that a wrong one is named first.
     *
     * @throws IllegalArgumentException if a value cannot be used
     */
    public Mqtt checked() {
        if (broker == null || broker.getHost() == null || !PORTS.containsKey(String.valueOf(broker.getScheme()))) {
            throw new IllegalArgumentException(
                    "No broker is named that can be used; give one such as mqtt://localhost:1883, or mqtts:// for TLS.");
        }
        if (broker.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The broker's address holds a user; give user and password by keys of their own, which are not logged.");
        }
        if (topic == null || topic.isBlank()) {
            throw new IllegalArgumentException("No topic is named; give one such as weather/loop.");
        }
        return this;
    }

    /** Who asks. */
    public Login login() {
        return new Login(user, password, passwordFile);
    }

    /** The broker's port. */
    public int port() {
        return broker.getPort() < 0 ? PORTS.getOrDefault(broker.getScheme(), 1883) : broker.getPort();
    }

    /** Whether TLS is spoken. */
    public boolean isTls() {
        return "mqtts".equals(broker.getScheme()) || "ssl".equals(broker.getScheme());
    }

    /** The same, relative paths taken to be in {@code folder}. */
    Mqtt relativeTo(Path folder) {
        return new Mqtt(
                broker,
                topic,
                user,
                password,
                login().relativeTo(folder).passwordFile(),
                clientId,
                trust.map(folder::resolve).map(Path::normalize));
    }
}
