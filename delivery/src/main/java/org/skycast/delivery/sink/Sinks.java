package org.skycast.delivery.sink;

import java.util.Optional;
import java.util.function.Function;
import org.skycast.avro.Site;
import org.skycast.delivery.cap.CapDocument;

/** Makes receivers of their settings. */
public final class Sinks {

    private Sinks() {}

    /**
     * Not connected yet.
     *
     * @param source a URI of who tells
     * @param sites where a station stands, for documents of CAP
     */
    public static Sink of(SinkSettings settings, String source, Function<String, Optional<Site>> sites) {
        var events = new CloudEvents(source);
        if (settings.alertmanager().isPresent()) {
            AlertmanagerSettings manager = settings.alertmanager().get();
            return new Alertmanager(
                    new Posting(manager.posts()), manager.tokenFile().map(SecretFile::read), settings.heartbeat());
        }
        if (settings.mqtt().isPresent()) {
            return new MqttTopics(settings.mqtt().get(), events);
        }
        if (settings.file().isPresent()) {
            return new JsonLines(settings.file().get().path(), events);
        }
        WebhookSettings webhook = settings.webhook().orElseThrow();
        Webhook.Form form = webhook.sender().isPresent()
                ? new Webhook.Form.Cap(new CapDocument(webhook.sender().get()), sites)
                : new Webhook.Form.Events(events, webhook.together());
        var signature = WebhookSignature.by(
                webhook.secretFiles().stream().map(SecretFile::read).toList());
        return new Webhook(new Posting(webhook.url()), signature, form, webhook.gatheringTime());
    }
}
