package org.skycast.delivery.sink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.skycast.delivery.cap.CapSender;
import org.skycast.settings.SettingsException;

/** A receiver by POST. */
public record WebhookSettings(
        @JsonPropertyDescription("Where to; `https`, unless `plain`.")
        URI url,

        @JsonPropertyDescription("Whether it may go without TLS; not if left out.")
        Optional<Boolean> plain,

        @JsonPropertyDescription("Files, each with a secret of the form `whsec_…`; a message is signed by all of them.")
        List<Path> secretFiles,

        @JsonPropertyDescription(
                "The id of who warns: messages then go as CAP 1.2; as CloudEvents in JSON if left out.")
        Optional<String> capSender,

        @JsonPropertyDescription(
                "How many messages of one rule and state may go together, as a list; 1 sends each by itself.")
        OptionalInt most,

        @JsonPropertyDescription("How long a message waits for others; PT10S where `most` is above 1.")
        Optional<Duration> gathering) {

    public WebhookSettings {
        requireSafe("webhook", url, plain);
        secretFiles = secretFiles == null ? List.of() : List.copyOf(secretFiles);
        if (most.orElse(1) < 1 || most.orElse(1) > 1 && capSender.isPresent()) {
            throw new SettingsException(
                    "webhook: most is %d; give 1 or more, and 1 with capSender: a document of CAP is one message."
                            .formatted(most.getAsInt()));
        }
    }

    /** Without a host, or without TLS where that is not said, is a mistake. */
    static void requireSafe(String group, URI url, Optional<Boolean> plain) {
        if (url == null
                || url.getHost() == null
                || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw new SettingsException(
                    "%s: url is an address such as https://receiver.example/alerts.".formatted(group));
        }
        if (url.getScheme().equals("http") && !plain.orElse(false)) {
            throw new SettingsException("%s: %s://%s is without TLS; give https://, or plain: true."
                    .formatted(group, url.getScheme(), url.getHost()));
        }
        if (url.getUserInfo() != null) {
            throw new SettingsException("%s: the url holds a password; name a file that does.".formatted(group));
        }
    }

    Duration gatheringTime() {
        return gathering.orElse(together() > 1 ? Duration.ofSeconds(10) : Duration.ZERO);
    }

    int together() {
        return most.orElse(1);
    }

    Optional<CapSender> sender() {
        return capSender.map(CapSender::of);
    }
}
