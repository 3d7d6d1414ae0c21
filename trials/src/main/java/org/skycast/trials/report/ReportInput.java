package org.skycast.trials.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.skycast.nowcast.compare.Comparison;
import org.skycast.nowcast.forecast.Forecaster;

/**
 * What a replay hands to its report.
 *
 * @param candidate the model on trial
 * @param champion the model it is held against
 * @param from the first reference time that was asked for
 * @param to the end of those reference times, itself not among them
 * @param stations the stations that were replayed
 * @param source where the observations came from
 * @param learning how both came to what stations had taught them
 * @param comparison the scores of both
 * @param seed of the resamples that intervals come from
 * @param farthest {@link Comparison#farthest()}, with frames
 * @param equality how far the two said the very same
 * @param missingSkies frames that could not be embedded again: past retention, or embedded at the edge by another encoder
 * @param overlap what of the range the models' trainings have seen
 * @param signatures what came of the signatures of records, if they were asked for
 * @param run what differs from run to run
 */
public record ReportInput(
        Forecaster.Model candidate,
        Forecaster.Model champion,
        Instant from,
        Instant to,
        List<String> stations,
        Source source,
        Learning learning,
        Comparison comparison,
        long seed,
        List<PicturedCase> farthest,
        Equality equality,
        long missingSkies,
        Overlap overlap,
        Optional<Signatures> signatures,
        Run run) {

    public ReportInput {
        stations = stations.stream().sorted().toList();
        farthest = List.copyOf(farthest);
    }

    /** Where a replay's observations come from. */
    public enum Source {
        /** The encoder is the same: the observations that the champion read. */
        OBSERVATIONS("the recorded observations themselves"),
        /** Another encoder: those observations, their frames embedded again. */
        FRAMES("the recorded observations, their frames embedded again"),
        /** Slots of another length. */
        JOINED_ANEW("frames and readings, joined anew");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /**
     * How both models came to what stations had taught them, in words.
     *
     * @param candidate what the candidate's forecasts are
     * @param champion what the champion's are
     * @param shortfall what was asked for and could not be had, a sentence
     */
    public record Learning(String candidate, String champion, Optional<String> shortfall) {}

    /**
     * A case and what the camera saw.
     *
     * @param farthest the case
     * @param sight the newest frame within the candidate's reach; absent where there is none, or none any more
     */
    public record PicturedCase(Comparison.Farthest farthest, Optional<Sight> sight) {}

    /**
     * A frame before a forecast.
     *
     * @param image a JPEG or PNG file
     * @param age from the end of the frame's slot to the reference time
     */
    public record Sight(byte[] image, Duration age) {}

    /**
     * What of the range was no news to the models.
     *
     * @param candidate a sentence on what the candidate's training saw of the range; absent where nothing, or not known
     * @param champion likewise of the champion
     * @param isAllowed whether the candidate may be called better all the same
     */
    public record Overlap(Optional<String> candidate, Optional<String> champion, boolean isAllowed) {

        /** Models that have seen nothing of it. */
        public static final Overlap NONE = new Overlap(Optional.empty(), Optional.empty(), false);

        /** The sentences. */
        public List<String> sentences() {
            return Stream.of(candidate, champion).flatMap(Optional::stream).toList();
        }
    }

    /**
     * How many forecasts of the two models equal each other value for value.
     *
     * @param equal so many
     * @param of of so many
     */
    public record Equality(long equal, long of) {}

    /**
     * How many readings, frames and embeddings were asked for a signature of their station's.
     *
     * @param refused how many of those that were checked had none that counts
     */
    public record Signatures(long checked, long refused) {}

    /**
     * The report of two replays differs in this alone.
     *
     * @param id the run
     * @param started when it began
     * @param took how long it took
     * @param candidateMicros what a forecast of the candidate's cost, in microseconds; absent if it was not measured
     * @param championMicros the same of the champion's, absent if its forecasts were read and not made
     */
    public record Run(
            String id, Instant started, Duration took, OptionalDouble candidateMicros, OptionalDouble championMicros) {}
}
