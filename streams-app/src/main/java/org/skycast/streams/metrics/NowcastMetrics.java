package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.skycast.inference.onnx.RunLimit;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.verify.rolling.DriftChange;
import org.skycast.nowcast.verify.rolling.DriftRule;

/**
 * What the stages count, by what happened; {@link #counts} tells it again. Alert on
 *
 * <ul>
 *   <li>{@code skycast.dead.letters}: a producer writes what nobody can read, or a step fails on a record;
 *   <li>{@code skycast.threads.replaced} and {@code skycast.records.passed.over}: a record ends threads; {@code
 *       skycast.partitions.standing} above nothing, or {@code skycast.stage.ready} at nothing: a stage does not get on;
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

    /** The meter of rejected records, by reason. */
    public static final String REJECTED = "skycast.rejected";

    /** The configuration key under which handlers of failures find a topology's metrics. */
    public static final String CONFIG = "skycast.metrics";

    private final MeterRegistry meters;
    private final StationGauges stations;
    private final AlertMetrics alerts;
    private final StageMetrics stages;
    private final ForecastGauges forecasts;
    private final Timer embedded;

    /** Counts into a registry. */
    public NowcastMetrics(MeterRegistry meters) {
        this(meters, InstantSource.system());
    }

    /** The same, by a clock that tells how old forecasts are. */
    public NowcastMetrics(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        Counted.begin(meters);
        for (DriftRule rule : DriftRule.values()) {
            for (DriftChange.State state : DriftChange.State.values()) {
                operatorAlerts(rule, state);
            }
        }
        this.embedded = Timer.builder("skycast.frames.embedded")
                .description("decoding and embedding a frame")
                .register(meters);
        this.stages = new StageMetrics(meters);
        this.forecasts = new ForecastGauges(meters, clock);
        this.stations = new StationGauges(meters);
        this.alerts = new AlertMetrics(meters);
        FunctionCounter.builder("skycast.network.overruns", RunLimit.class, ignored -> RunLimit.overruns())
                .description(
                        "runs of networks that were ended because they did not come to an end, or not begun for it")
                .register(meters);
    }

    /** What is counted of weather alerts. */
    public AlertMetrics alerts() {
        return alerts;
    }

    /** What is shown of each station: its skill and its drifts. */
    public StationGauges stations() {
        return stations;
    }

    /** What is shown of each stage. */
    public StageMetrics stages() {
        return stages;
    }

    /** Operators were told of a drift. */
    public void operatorAlert(DriftChange change) {
        operatorAlerts(change.alert().rule(), change.state()).increment();
    }

    private Counter operatorAlerts(DriftRule rule, DriftChange.State state) {
        return Counted.OPERATOR_ALERTS.in(meters, "rule", rule.label(), "state", state.name());
    }

    /** A record, or a part of it, was rejected. */
    public void rejected(String reason) {
        count(Counted.REJECTED, "reason", reason);
    }

    /** A record could not be read, or a step failed on it. */
    public void deadLetter(String topic) {
        count(Counted.DEAD_LETTERS, "topic", topic);
    }

    /** A record was passed over, because threads died on it. */
    public void passedOver(String topic) {
        count(Counted.PASSED_OVER, "topic", topic);
    }

    /** A thread of a stage died and was replaced. */
    public void threadReplaced(String stage) {
        count(Counted.THREADS_REPLACED, "stage", stage);
    }

    /** A record without a value was passed over; there is nothing of it to keep, so no dead letter is written. */
    public void tombstone(String topic) {
        count(Counted.TOMBSTONES, "topic", topic);
    }

    /** A reading was taken. */
    public void readingTaken() {
        count(Counted.READINGS);
    }

    /** A frame was so near to another that it was not embedded. */
    public void frameSkipped() {
        count(Counted.FRAMES_SKIPPED);
    }

    /** A frame and its embedding, made at the edge, both came: they count as one. */
    public void frameAudited() {
        count(Counted.FRAMES_AUDITED);
    }

    /** Decodes and embeds a frame, and measures how long that took. */
    public <T> T timingFrame(Supplier<T> embedding) {
        long start = System.nanoTime();
        T made = embedding.get();
        embedded.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return made;
    }

    /** An observation was published. */
    public void observation(int revision) {
        count(revision == 0 ? Counted.OBSERVATIONS : Counted.OBSERVATIONS_AMENDED);
    }

    /** A forecast was issued: by the champion, by a shadow or in a replay. */
    public void forecast(boolean shadow, Forecast forecast) {
        count(shadow ? Counted.FORECASTS_SHADOW : Counted.FORECASTS);
        forecasts.issued(
                shadow,
                forecast.stationId(),
                forecast.referenceTime(),
                forecast.lineage().model());
    }

    /** A station's forecasts may be made elsewhere from now on. */
    public void forecastsEnd(boolean shadow, String station) {
        forecasts.forget(shadow, station);
    }

    /**
     * Quantiles of a forecast were beyond what is physically possible. Of irradiance some are with each evening; where those
     * of another variable grow, a sensor or a site is wrong.
     */
    public void cut(String variable, int quantiles) {
        Counted.FORECASTS_CUT.in(meters, "variable", variable).increment(quantiles);
    }

    /**
     * What a station has taught a model was put in force, as a rule once a day.
     *
     * @param bytes how long it is; empty where learning was turned off and the model's forecasts go out as they are
     */
    public void learned(boolean shadow, Optional<Integer> bytes) {
        count(shadow ? Counted.LEARNED_SHADOW : Counted.LEARNED);
        bytes.ifPresentOrElse(
                length -> Counted.LEARNED_BYTES.in(meters).increment(length), () -> count(Counted.LEARNED_ENDED));
    }

    /** A frame was embedded again for a model with another encoder, or could not be: the model lacks that sky. */
    public void embeddedAgain(boolean there) {
        count(there ? Counted.SKIES_AGAIN : Counted.SKIES_MISSING);
    }

    /** A deployment was ignored, for its bundle cannot be run; who held the role keeps it. */
    public void deploymentRefused() {
        count(Counted.DEPLOYMENTS_REFUSED);
    }

    /** A forecast was scored at one lead. */
    public void scored() {
        count(Counted.SCORES);
    }

    /** A truth that the station's own rhythm promised did not come. */
    public void truthMissing() {
        count(Counted.SCORES_MISSING);
    }

    /** A bundle that was asked for cannot be used. */
    public void bundleRefused() {
        count(Counted.BUNDLES_REFUSED);
    }

    /** Sequence numbers were passed over. */
    public void missing(long numbers) {
        if (numbers > 0) {
            Counted.SEQUENCE_MISSING.in(meters).increment(numbers);
        }
    }

    private void count(Counted what, String... tags) {
        what.in(meters, tags).increment();
    }

    /** The counts so far, by name or, where there is one, by {@code name[tag]}; what never happened is not there. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        meters.forEachMeter(meter -> {
            String tag = meter.getId().getTags().isEmpty()
                    ? ""
                    : "[" + meter.getId().getTags().get(0).getValue() + "]";
            String name = meter.getId().getName() + tag;
            if (!name.startsWith("skycast.")) {
                // of the process it runs in
                return;
            }
            if (meter instanceof Counter counter) {
                counts.merge(name, (long) counter.count(), Long::sum);
            } else if (meter instanceof Timer timer) {
                counts.merge(name, timer.count(), Long::sum);
            }
        });
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
