package org.skycast.delivery.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.skycast.avro.Alert;
import org.skycast.avro.Site;
import org.skycast.delivery.cap.CapDocument;
import org.skycast.delivery.cap.CapException;
import org.skycast.delivery.outbox.Answer;

/** A receiver by POST: CloudEvents in JSON, one at a time or in lists, or documents of CAP 1.2; signed. */
final class Webhook implements Sink {

    private final Posting posting;
    private final WebhookSignature signature;
    private final Form form;
    private final Duration gathering;

    /** How messages are written. */
    sealed interface Form {

        /** One event a request, or lists of up to so many. */
        record Events(CloudEvents events, int most) implements Form {}

        /** One document a request. */
        record Cap(CapDocument document, Function<String, Optional<Site>> sites) implements Form {}
    }

    Webhook(Posting posting, WebhookSignature signature, Form form, Duration gathering) {
        this.posting = posting;
        this.signature = signature;
        this.form = form;
        this.gathering = gathering;
    }

    @Override
    public Answer tell(List<Alert> alerts, Instant now) {
        Alert first = alerts.get(0);
        String id = first.getWeather().getMessageId();
        if (form instanceof Form.Cap cap) {
            try {
                String document = cap.document().of(first, cap.sites().apply(first.getStationId()));
                return post(id, "application/cap+xml", document, now);
            } catch (CapException e) {
                return new Answer.Refused(String.valueOf(e.getMessage()));
            }
        }
        Form.Events events = (Form.Events) form;
        if (events.most() == 1) {
            return post(id, CloudEvents.TYPE, CloudEvents.json(events.events().of(first)), now);
        }
        List<Map<String, Object>> all = alerts.stream().map(events.events()::of).toList();
        // The same messages have the same id, and other ones have another.
        String together = alerts.size() == 1 ? id : id + "+" + Integer.toHexString(all.hashCode());
        return post(together, CloudEvents.BATCH_TYPE, CloudEvents.json(all), now);
    }

    @Override
    public Answer beat(Beat beat) {
        return said(beat.at(), events -> events.of(beat));
    }

    @Override
    public Answer summarise(Summary summary) {
        return said(summary.at(), events -> events.of(summary));
    }

    /** A document of CAP warns of something; there is none that says that all is quiet. */
    private Answer said(Instant now, Function<CloudEvents, Map<String, Object>> event) {
        if (!(form instanceof Form.Events events)) {
            return new Answer.Taken();
        }
        Map<String, Object> said = event.apply(events.events());
        boolean single = events.most() == 1;
        return post(
                String.valueOf(said.get("id")),
                single ? CloudEvents.TYPE : CloudEvents.BATCH_TYPE,
                CloudEvents.json(single ? said : List.of(said)),
                now);
    }

    private Answer post(String id, String type, String body, Instant now) {
        Map<String, String> headers = signature.headers(id, now, body);
        headers.put("Content-Type", type + "; charset=utf-8");
        return posting.send(body, headers, now);
    }

    @Override
    public int most() {
        return form instanceof Form.Events events ? events.most() : 1;
    }

    @Override
    public Duration gathering() {
        return gathering;
    }

    @Override
    public void close() {
        posting.close();
    }
}
