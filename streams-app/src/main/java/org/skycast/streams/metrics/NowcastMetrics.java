package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.skycast.inference.onnx.RunLimit;
import org.skycast.nowcast.verify.rolling.DriftChange;

/**
 * What the stages count, by what happened; {@link #counts} tells it again. Alert on
 *
 * <ul>
 *   <li>{@code skycast.dead.letters}: a producer writes what nobody can read, or a step fails on a record;
 *   <li>a rise of {@code skycast.rejected} by reason: a broken sensor or clock;
 *   <li>{@code skycast.sequence.missing}: records were lost before the broker;
 *   <li>{@code skycast.bundles.refused} and {@code skycast.deployments.refused}: a bundle cannot be used, and the one
 *       before stays;
 *   <li>{@code skycast.skies.missing}: a model with another encoder does without its frames;
 *   <li>{@code skycast.operator.alerts}: an input or the skill of a station drifts;
 *   <li>{@code skycast.learned} where it stands still for more than a day: models go on with what they were taught before;
 *   <li>{@code skycast.forecasts} where it stands still: nothing goes out.
 * </ul>
 *
 * The others say how much there is to do. Names and tags are a promise to dashboards.
 */
public final class NowcastMetrics {

    /** The configuration key under which handlers of failures find a topology's metrics. */
    public static final String CONFIG = "skycast.metrics";

    private final MeterRegistry meters;
    private final StationGauges stations;

    /** Counts into a registry. */
    public NowcastMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.stations = new StationGauges(meters);
        FunctionCounter.builder("skycast.network.overruns", RunLimit.class, ignored -> RunLimit.overruns())
                .description(
                        "runs of networks that were ended because they did not come to an end, or not begun for it")
                .register(meters);
    }

    /** What is shown of each station: its skill and its drifts. */
    public StationGauges stations() {
        return stations;
    }

    /** Operators were told of a drift. */
    public void operatorAlert(DriftChange change) {
        count(
                "skycast.operator.alerts",
                "rule",
                change.alert().rule().label(),
                "state",
                change.state().name());
    }

    /** A record, or a part of it, was rejected. */
    public void rejected(String reason) {
        count("skycast.rejected", "reason", reason);
    }

    /** A record could not be read, or a step failed on it. */
    public void deadLetter(String topic) {
        count("skycast.dead.letters", "topic", topic);
    }

    /** A record without a value was passed over; there is nothing of it to keep, so no dead letter is written. */
    public void tombstone(String topic) {
        count("skycast.tombstones", "topic", topic);
    }

    /** A reading was taken. */
    public void readingTaken() {
        count("skycast.readings");
    }

    /** A frame was so near to another that it was not embedded. */
    public void frameSkipped() {
        count("skycast.frames.skipped");
    }

    /** A frame and its embedding, made at the edge, both came: they count as one. */
    public void frameAudited() {
        count("skycast.frames.audited");
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
        count(revision == 0 ? "skycast.observations" : "skycast.observations.amended");
    }

    /** A forecast was issued: by the champion, by a shadow or in a replay. */
    public void forecast(boolean shadow) {
        count(shadow ? "skycast.forecasts.shadow" : "skycast.forecasts");
    }

    /**
     * Quantiles of a forecast were beyond what is physically possible. Of irradiance some are with each evening; where those
     * of another variable grow, a sensor or a site is wrong.
     */
    public void cut(String variable, int quantiles) {
        meters.counter("skycast.forecasts.cut", "variable", variable).increment(quantiles);
    }

    /**
     * What a station has taught a model was put in force, as a rule once a day.
     *
     * @param bytes how long it is; empty where learning was turned off and the model's forecasts go out as they are
     */
    public void learned(boolean shadow, Optional<Integer> bytes) {
        count(shadow ? "skycast.learned.shadow" : "skycast.learned");
        bytes.ifPresentOrElse(
                length -> meters.counter("skycast.learned.bytes").increment(length),
                () -> count("skycast.learned.ended"));
    }

    /** A frame was embedded again for a model with another encoder, or could not be: the model lacks that sky. */
    public void embeddedAgain(boolean there) {
        count(there ? "skycast.skies.embedded.again" : "skycast.skies.missing");
    }

    /** A deployment was ignored, for its bundle cannot be run; who held the role keeps it. */
    public void deploymentRefused() {
        count("skycast.deployments.refused");
    }

    /** A forecast was scored at one lead, or its truth was given up. */
    public void score(boolean missing) {
        count(missing ? "skycast.scores.missing" : "skycast.scores");
    }

    /** A bundle that was asked for cannot be used. */
    public void bundleRefused() {
        count("skycast.bundles.refused");
    }

    /** Sequence numbers were passed over. */
    public void missing(long numbers) {
        if (numbers > 0) {
            meters.counter("skycast.sequence.missing").increment(numbers);
        }
    }

    private void count(String name, String... tags) {
        meters.counter(name, tags).increment();
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
