package org.skycast.delivery.send;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.Answer;
import org.skycast.delivery.outbox.Outbox;
import org.skycast.delivery.outbox.Undelivered;
import org.skycast.delivery.sink.Sink;
import org.skycast.delivery.sink.SinkSettings;
import org.skycast.text.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver, step by step: read what has come, tell what is due, say that the sender lives. Nothing is told before all has
 * been read that was there at the start, so that of an incident of the past the newest message is told, or none. For one
 * thread.
 */
final class SinkLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);

    /** So many notifications a step, so that the group hears of the reader in between. */
    private static final int A_STEP = 20;

    private final String name;
    private final SinkSettings settings;
    private final Sink sink;
    private final Outbox outbox;
    private final AlertFeed feed;
    private final Parking parking;
    private final Holding holding;
    private final SinkMetrics metrics;
    private final InstantSource clock;

    private boolean isTelling;
    private Optional<Sink.Summary> owed = Optional.empty();
    private Instant nextBeat = Instant.EPOCH;
    private Instant nextRepeat = Instant.EPOCH;
    private boolean wasTaken = true;

    /** What a receiver is made of. */
    record Parts(Sink sink, Outbox outbox, AlertFeed feed, Parking parking, Holding holding, SinkMetrics metrics) {}

    SinkLoop(String name, SinkSettings settings, Parts parts, InstantSource clock) {
        this.name = name;
        this.settings = settings;
        this.sink = parts.sink();
        this.outbox = parts.outbox();
        this.feed = parts.feed();
        this.parking = parts.parking();
        this.holding = parts.holding();
        this.metrics = parts.metrics();
        this.clock = clock;
    }

    void step() {
        feed.poll((alert, partition, offset, since) -> {
            if (alert.isEmpty()) {
                metrics.unreadable();
            }
            alert.filter(settings::wants)
                    .ifPresent(wanted -> outbox.take(wanted, partition, offset, since, clock.instant()));
        });
        if (!isTelling && feed.isCaughtUp()) {
            begin();
        }
        if (isTelling) {
            dropExpired(clock.instant());
            for (int i = 0; i < A_STEP && tell(); i++) {
                // One after the other.
            }
            beat(clock.instant());
        }
        feed.commit();
        metrics.show(outbox.waiting(), outbox.oldest(), outbox.passedOver(), clock.instant());
    }

    private void begin() {
        isTelling = true;
        Instant now = clock.instant();
        dropExpired(now);
        if (outbox.passedOver() > 0) {
            owed = Optional.of(new Sink.Summary(now, outbox.passedOver(), outbox.waiting()));
        }
        LOG.info("The sink {} has read the log: {} incidents are to be told of.", name, outbox.waiting());
    }

    /** One notification; whether there was one. */
    private boolean tell() {
        Instant now = clock.instant();
        List<Alert> told = outbox.due(now, sink.most());
        if (told.isEmpty()) {
            return false;
        }
        outbox.trying(told);
        // Before it goes out: whoever comes after a crash must know that the receiver may know of it.
        feed.commit();
        Answer answer = answer(told, now);
        note(answer, told);
        if (answer instanceof Answer.Refused refused) {
            park(told.stream()
                    .map(alert -> new Undelivered(alert, refused.reason()))
                    .toList());
        }
        if (answer instanceof Answer.Taken) {
            told.forEach(
                    alert -> metrics.delivered(alert, Duration.between(outbox.since(alert, now), clock.instant())));
            told.forEach(holding::keep);
        }
        outbox.answered(told, answer, clock.instant());
        return true;
    }

    /** What no message can be made of would be tried for ever. */
    private Answer answer(List<Alert> told, Instant now) {
        try {
            return sink.tell(told, now);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | NullPointerException e) {
            return new Answer.Refused("No message can be made of it: %s".formatted(Printable.cut(String.valueOf(e))));
        }
    }

    private void note(Answer answer, List<Alert> told) {
        String id = told.get(0).getWeather().getMessageId();
        if (answer instanceof Answer.Later later) {
            metrics.failed();
            if (wasTaken) {
                LOG.warn("The sink {}: {} What it is to be told waits, from {} on.", name, later.reason(), id);
            }
        } else if (answer instanceof Answer.Refused refused) {
            LOG.error("The sink {} does not want {}: {}", name, id, refused.reason());
        } else if (!wasTaken) {
            LOG.info("The sink {} takes messages again.", name);
        }
        wasTaken = !(answer instanceof Answer.Later);
    }

    private void dropExpired(Instant now) {
        List<Undelivered> expired = outbox.expired(now);
        park(expired);
        outbox.drop(expired);
    }

    /** To the topic first: what is not there is not done with. */
    private void park(List<Undelivered> all) {
        parking.park(name, all);
        all.forEach(one -> metrics.parked());
    }

    private void beat(Instant now) {
        if (!now.isBefore(nextBeat)) {
            nextBeat = now.plus(settings.heartbeat());
            sink.beat(new Sink.Beat(now, holding.at(now).size(), outbox.waiting()));
            owed = owed.filter(summary -> !(sink.summarise(summary) instanceof Answer.Taken));
        }
        if (!now.isBefore(nextRepeat)) {
            nextRepeat = now.plus(settings.repeat());
            sink.repeat(holding.at(now), now);
        }
    }
}
