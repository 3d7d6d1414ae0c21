package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** What is counted, each at zero from the start, so that the first rise is seen. */
enum Counted {
    READINGS("skycast.readings", "readings taken"),
    FRAMES_SKIPPED("skycast.frames.skipped", "frames so near to another that they were not embedded"),
    FRAMES_AUDITED("skycast.frames.audited", "frames that came beside their embedding, and count as one with it"),
    OBSERVATIONS("skycast.observations", "observations published, one a station and slot"),
    OBSERVATIONS_AMENDED("skycast.observations.amended", "observations published again, with what came late"),
    FORECASTS("skycast.forecasts", "forecasts issued by the champion"),
    FORECASTS_SHADOW("skycast.forecasts.shadow", "forecasts made by the shadow"),
    FORECASTS_CUT(
            "skycast.forecasts.cut",
            "quantiles beyond what is physically possible, cut to it",
            "variable",
            Arrays.stream(Feature.values()).map(Feature::cfName).toList()),
    LEARNED("skycast.learned", "times that what a station has taught the champion was put in force"),
    LEARNED_SHADOW("skycast.learned.shadow", "times that what a station has taught the shadow was put in force"),
    LEARNED_BYTES("skycast.learned.bytes", "bytes of what was put in force"),
    LEARNED_ENDED("skycast.learned.ended", "stations for which learning was turned off"),
    SKIES_AGAIN("skycast.skies.embedded.again", "frames embedded again for a model with another encoder"),
    SKIES_MISSING("skycast.skies.missing", "frames that a model with another encoder does without"),
    SCORES("skycast.scores", "forecasts scored, by lead and variable"),
    SCORES_MISSING(
            "skycast.scores.missing",
            "truths that did not come though the station gave them at the same time of the day before, or the day before that"),
    OPERATOR_ALERTS("skycast.operator.alerts", "drifts that operators were told of"),
    REJECTED(
            "skycast.rejected",
            "records, or parts of them, that were rejected",
            "reason",
            Arrays.stream(Rejection.Reason.values()).map(Enum::name).toList()),
    DEAD_LETTERS("skycast.dead.letters", "records that nobody can read, or on which a step failed", "topic", topics()),
    PASSED_OVER("skycast.records.passed.over", "records passed over, because threads died on them", "topic", topics()),
    TOMBSTONES("skycast.tombstones", "records without a value, of which there is nothing to keep", "topic", topics()),
    SEQUENCE_MISSING("skycast.sequence.missing", "sequence numbers passed over: lost before the broker, or overtaken"),
    BUNDLES_REFUSED("skycast.bundles.refused", "bundles that were asked for and cannot be used"),
    DEPLOYMENTS_REFUSED("skycast.deployments.refused", "deployments ignored, for their bundle cannot be run"),
    THREADS_REPLACED("skycast.threads.replaced", "threads that died and were replaced");

    private final String meter;
    private final String help;
    private final String tag;
    private final List<String> values;

    Counted(String meter, String help) {
        this(meter, help, "", List.of());
    }

    Counted(String meter, String help, String tag, List<String> values) {
        this.meter = meter;
        this.help = help;
        this.tag = tag;
        this.values = values;
    }

    private static List<String> topics() {
        return Topics.ALL.stream().map(Topic::name).toList();
    }

    /** Begins all whose tags are known. */
    static void begin(MeterRegistry meters) {
        Stream.of(values())
                .filter(counted -> counted != OPERATOR_ALERTS && counted != THREADS_REPLACED)
                .forEach(counted -> {
                    if (counted.tag.isEmpty()) {
                        counted.in(meters);
                    } else {
                        counted.values.forEach(value -> counted.in(meters, counted.tag, value));
                    }
                });
    }

    /** Its counter; tags by turns of name and value. */
    Counter in(MeterRegistry meters, String... tags) {
        return Counter.builder(meter).description(help).tags(tags).register(meters);
    }
}
