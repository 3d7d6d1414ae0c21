package org.skycast.delivery.sink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** An Alertmanager of Prometheus. */
public record AlertmanagerSettings(
        @JsonPropertyDescription("Its address, such as `https://alertmanager.example`; `/api/v2/alerts` is added.")
        URI url,

        @JsonPropertyDescription("Whether it may go without TLS; not if left out.")
        Optional<Boolean> plain,

        @JsonPropertyDescription("A file that holds a bearer token.")
        Optional<Path> tokenFile) {

    public AlertmanagerSettings {
        WebhookSettings.requireSafe("alertmanager", url, plain);
    }

    URI posts() {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v2/alerts");
    }
}
