package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.skycast.nowcast.verify.rolling.DriftChange;

/**
 * What the topology counts. Alert on {@code skycast.dead.letters} (a producer writes what nobody can read, or a step fails), on a rise of
 * {@code skycast.rejected} by reason (a broken sensor or clock), on {@code skycast.sequence.missing} (records lost before
 * the broker), on {@code skycast.bundles.refused} (a deployment names a bundle that cannot be used, and the one before
 * stays), and where {@code skycast.forecasts} stands still.
 */
public final class NowcastMetrics {

    /** The configuration key under which handlers of failures find a topology's metrics. */
    public static final String CONFIG = "skycast.metrics";

    private final MeterRegistry meters;
    private final StationGauges stations;

    public NowcastMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.stations = new StationGauges(meters);
    }

    /** What is shown of each station: its skill and its drifts. */
    public StationGauges stations() {
        return stations;
    }

    /** Operators were told of a drift. */
    public void operatorAlert(DriftChange change) {
        Counter.builder("skycast.operator.alerts")
                .tag("rule", change.alert().rule().label())
                .tag("state", change.state().name())
                .register(meters)
                .increment();
    }

    /** A record, or a part of it, was rejected. */
    public void rejected(String reason) {
        Counter.builder("skycast.rejected")
                .tag("reason", reason)
                .register(meters)
                .increment();
    }

    /** A record could not be read, or a step failed on it. */
    public void deadLetter(String topic) {
        Counter.builder("skycast.dead.letters")
                .tag("topic", topic)
                .register(meters)
                .increment();
    }

    /** A record without a value was passed over; there is nothing of it to keep, so no dead letter is written. */
    public void tombstone(String topic) {
        Counter.builder("skycast.tombstones")
                .tag("topic", topic)
                .register(meters)
                .increment();
    }

    /** A reading was taken. */
    public void readingTaken() {
        meters.counter("skycast.readings").increment();
    }

    /** A frame was so near to another that it was not embedded. */
    public void frameSkipped() {
        meters.counter("skycast.frames.skipped").increment();
    }

    /** A frame and its embedding, made at the edge, both came: they count as one. */
    public void frameAudited() {
        meters.counter("skycast.frames.audited").increment();
    }

    /** Decodes and embeds a frame, and measures how long that took. */
    public <T> T timingFrame(Supplier<T> embedding) {
        long start = System.nanoTime();
        T made = embedding.get();
        Timer.builder("skycast.frames.embedded")
                .register(meters)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return made;
    }

    /** An observation was published. */
    public void observation(int revision) {
        meters.counter(revision == 0 ? "skycast.observations" : "skycast.observations.amended")
                .increment();
    }

    /** A forecast was issued: by the champion, by a shadow or in a replay. */
    public void forecast(boolean shadow) {
        meters.counter(shadow ? "skycast.forecasts.shadow" : "skycast.forecasts")
                .increment();
    }

    /** A frame was embedded again for a model with another encoder, or could not be: the model lacks that sky. */
    public void embeddedAgain(boolean there) {
        meters.counter(there ? "skycast.skies.embedded.again" : "skycast.skies.missing")
                .increment();
    }

    /** A deployment was ignored, for its bundle cannot be run; who held the role keeps it. */
    public void deploymentRefused() {
        meters.counter("skycast.deployments.refused").increment();
    }

    /** A forecast was scored at one lead, or its truth was given up. */
    public void score(boolean missing) {
        meters.counter(missing ? "skycast.scores.missing" : "skycast.scores").increment();
    }

    /** A bundle that was asked for cannot be used. */
    public void bundleRefused() {
        meters.counter("skycast.bundles.refused").increment();
    }

    /** Sequence numbers were passed over. */
    public void missing(long numbers) {
        if (numbers > 0) {
            meters.counter("skycast.sequence.missing").increment(numbers);
        }
    }

    /** The counts so far, by name or, where there is one, by {@code name[tag]}. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        meters.forEachMeter(meter -> {
            String tag = meter.getId().getTags().isEmpty()
                    ? ""
                    : "[" + meter.getId().getTags().get(0).getValue() + "]";
            String name = meter.getId().getName() + tag;
            if (meter instanceof Counter counter) {
                counts.put(name, (long) counter.count());
            } else if (meter instanceof Timer timer) {
                counts.put(name, timer.count());
            }
        });
        return counts;
    }
}
