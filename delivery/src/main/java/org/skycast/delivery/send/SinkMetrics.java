package org.skycast.delivery.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.skycast.avro.Alert;

/**
 * What is counted of one receiver. Alert on {@code skycast.alerts.oldest.undelivered.seconds} (people are not told), {@code
 * skycast.alerts.parked} (what a receiver does not want) and {@code skycast.alerts.delivery.failures}.
 */
final class SinkMetrics {

    private static final String SINK = "sink";
    /** Those of Alert. */
    private static final List<String> STATES =
            List.of("RAISED", "UPDATED", "UNKNOWN", "CLEARED", "EXPIRED", "CANCELLED");

    private final MeterRegistry meters;
    private final String sink;
    private final Counter failures;
    private final Counter parked;
    private final Counter unreadable;
    private final Timer delivery;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final Map<String, Counter> delivered = new ConcurrentHashMap<>();

    SinkMetrics(MeterRegistry meters, String sink) {
        this.meters = meters;
        this.sink = sink;
        this.failures = counter("skycast.alerts.delivery.failures", "attempts that failed and are made again");
        this.parked = counter(
                "skycast.alerts.parked",
                "messages that a receiver will not be told; they stand on a topic of their own");
        this.unreadable = counter("skycast.alerts.unreadable", "records that are no alert");
        this.delivery = Timer.builder("skycast.alerts.delivery")
                .description("from the log's taking a message to the receiver's")
                .tag(SINK, sink)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        gauge("skycast.alerts.waiting", "incidents that the receiver has yet to be told of", waiting);
        gauge("skycast.alerts.oldest.undelivered.seconds", "for how long the oldest of them waits", oldestSeconds);
        gauge(
                "skycast.alerts.passed.over",
                "messages that later ones, or the end of their incident, made needless",
                passedOver);
        STATES.forEach(this::delivered);
    }

    private Counter counter(String name, String what) {
        return Counter.builder(name).description(what).tag(SINK, sink).register(meters);
    }

    private void gauge(String name, String what, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::doubleValue)
                .description(what)
                .tag(SINK, sink)
                .register(meters);
    }

    void delivered(Alert alert, Duration since) {
        delivered(alert.getState()).increment();
        delivery.record(since.isNegative() ? Duration.ZERO : since);
    }

    private Counter delivered(String state) {
        return delivered.computeIfAbsent(
                state,
                of -> Counter.builder("skycast.alerts.delivered")
                        .description("messages that a receiver took")
                        .tag(SINK, sink)
                        .tag("state", of)
                        .register(meters));
    }

    void failed() {
        failures.increment();
    }

    void parked() {
        parked.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    /** What waits now. */
    void show(int incidents, Optional<Instant> oldest, long passed, Instant now) {
        waiting.set(incidents);
        oldestSeconds.set(oldest.map(
                        since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L));
        passedOver.set(passed);
    }
}
