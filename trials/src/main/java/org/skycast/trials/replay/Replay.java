package org.skycast.trials.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.identity.IdentityPolicy;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.streams.StartupException;
import org.skycast.streams.forecast.SkySource;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;
import org.skycast.trials.report.ReplayReport;
import org.skycast.trials.report.ReportInput;

/** A replay from the question to the report: plans it, runs it, compares what came of it, and takes away what it left. */
public final class Replay {

    private final Map<String, Object> clients;
    private final Path directory;
    private final NowcastMetrics metrics;
    private final InstantSource clock;
    private final boolean isWatched;
    private final Optional<IdentityPolicy> identity;

    /**
     * A replay.
     *
     * @param directory where the report goes, and the plan and the state while it runs
     * @param isWatched whether a person looks at the screen
     * @param identity by what it is told whose records are, where they must be their stations' own
     */
    public Replay(
            Map<String, Object> clients,
            Path directory,
            NowcastMetrics metrics,
            InstantSource clock,
            boolean isWatched,
            Optional<IdentityPolicy> identity) {
        this.identity = identity;
        this.clients = clients;
        this.directory = directory;
        this.metrics = metrics;
        this.clock = clock;
        this.isWatched = isWatched;
    }

    /**
     * Runs it.
     *
     * @param skies whose embeddings are taken; absent for the recorded ones where they fit
     * @param keep whether the run's topics, group and state stay
     * @param allowTrained whether the candidate may be called better over a range that its training has seen
     * @throws StartupException in one sentence if there can be no answer
     */
    public ReplayReport run(
            Ask ask, Bundles.Choice choice, Optional<SkySource> skies, boolean keep, boolean allowTrained)
            throws IOException, InterruptedException {
        Instant started = clock.instant();
        ReplayPlan plan =
                new ReplayPreparation(clients, directory, metrics, clock, isWatched, identity).plan(ask, choice, skies);
        // Before what takes long: it may be that an admission key is missing.
        Optional<ReportInput.Signatures> signatures = signatures(plan);
        boolean again = plan.skies() == SkySource.FRAMES
                || Recorded.of(plan, clients)
                        .isOfAnotherEncoderThan(choice.candidate().featureSpec());
        var run = new ReplayRun(plan, clients, directory, metrics);
        var candidate = new Timed();
        var champion = new Timed();
        try (var progress = progress("replaying", plan)) {
            run.run(
                    source(choice.candidate(), candidate),
                    choice.champion().map(bundle -> source(bundle, champion)),
                    progress);
        }
        PairedComparison paired = compare(plan, choice);
        if (paired.forecasts() == 0 && !keep) {
            run.remove();
        }
        requireForecasts(plan, choice, paired);
        var took = Duration.between(started, clock.instant());
        ReportInput input = input(
                plan,
                choice,
                paired,
                source(plan, again),
                TrainedRange.of(ask, choice, allowTrained),
                signatures,
                new ReportInput.Run(plan.runId(), started, took, candidate.micros(), champion.micros()));
        var report = new ReplayReport(input);
        report.write(directory);
        if (!keep) {
            run.remove();
        }
        return report;
    }

    /** Takes away the run that the directory holds, done or not, and what it left; nothing where there is none. */
    public void discard() throws IOException {
        Optional<ReplayPlan> earlier = ReplayPlan.read(directory);
        if (earlier.isPresent()) {
            new ReplayRun(earlier.get(), clients, directory, metrics).remove();
        }
    }

    private ReplayProgress progress(String what, ReplayPlan plan) {
        long records = plan.spans().stream().mapToLong(Span::records).sum();
        return new ReplayProgress(isWatched, what, records);
    }

    private static ReportInput.Source source(ReplayPlan plan, boolean embedsAgain) {
        if (plan.joinsAnew()) {
            return ReportInput.Source.JOINED_ANEW;
        }
        return embedsAgain ? ReportInput.Source.FRAMES : ReportInput.Source.OBSERVATIONS;
    }

    private static ModelSource source(ModelBundle bundle, Timed timed) {
        return new ModelSource(
                bundle.featureSpec(),
                timed.around(bundle::openForecaster),
                () -> new OnnxSkyEmbedder(bundle, new FrameDecoder()));
    }

    private PairedComparison compare(ReplayPlan plan, Bundles.Choice choice) throws InterruptedException {
        try (var range = new TopicSpans(clients);
                var progress = progress("comparing", plan)) {
            boolean live = choice.champion().isEmpty();
            String championTopic = live ? Topics.FORECASTS.name() : plan.championTopic();
            Instant since = live ? plan.ask().from().minus(Planner.AHEAD) : Instant.EPOCH;
            var sides = new PairedForecasts.Sides(
                    plan.candidateTopic(),
                    range.spans(plan.candidateTopic(), Instant.EPOCH),
                    championTopic,
                    range.spans(championTopic, since));
            var forecasts = new PairedForecasts(plan, clients, sides);
            return new PartitionComparisons(plan, forecasts::walk)
                    .run(Runtime.getRuntime().availableProcessors(), progress);
        }
    }

    private static void requireForecasts(ReplayPlan plan, Bundles.Choice choice, PairedComparison paired) {
        if (paired.forecasts() == 0) {
            throw new StartupException("From %s to %s there is no reference time at which both models forecast; %s"
                    .formatted(
                            plan.ask().from(),
                            plan.ask().to(),
                            choice.champion().isEmpty()
                                    ? "if none went out then, name a bundle with --against."
                                    : "give a range and stations that the observations cover."));
        }
    }

    private ReportInput input(
            ReplayPlan plan,
            Bundles.Choice choice,
            PairedComparison paired,
            ReportInput.Source source,
            ReportInput.Overlap overlap,
            Optional<ReportInput.Signatures> signatures,
            ReportInput.Run run) {
        var comparison = paired.comparison();
        return new ReportInput(
                choice.candidate().model(),
                paired.champion(),
                plan.ask().from(),
                plan.ask().to(),
                paired.stations(),
                source,
                learning(plan, choice),
                comparison,
                1,
                new FarthestFrames(plan, clients, choice.featureSpec().skyMaxAge()).of(comparison.farthest()),
                new ReportInput.Equality(paired.equal(), paired.forecasts()),
                paired.missingSkies(),
                overlap,
                signatures,
                run);
    }

    /** Where nothing is joined anew, the records that the observations of the range were made of, as far as they are kept. */
    private Optional<ReportInput.Signatures> signatures(ReplayPlan plan) {
        return identity.map(trusted ->
                        plan.joinsAnew() ? plan.proven() : new SignatureProof(clients, trusted).of(records(plan)))
                .map(proven -> new ReportInput.Signatures(proven.checked(), proven.refused()));
    }

    private Map<String, List<Span>> records(ReplayPlan plan) {
        Map<String, List<Span>> spans = new HashMap<>();
        try (var range = new TopicSpans(clients)) {
            for (Topic<?> topic : Rejoin.INPUTS) {
                boolean whole = topic == Topics.STATIONS;
                spans.put(
                        topic.name(),
                        range.spans(
                                topic.name(),
                                whole ? Instant.EPOCH : plan.ask().from().minus(Planner.AHEAD)));
            }
        }
        return spans;
    }

    private static ReportInput.Learning learning(ReplayPlan plan, Bundles.Choice choice) {
        return new ReportInput.Learning(
                plan.learning().candidate().words(),
                choice.champion()
                        .map(bundle -> plan.learning().champion().words())
                        .orElse("as they went out"),
                plan.shortWarmUp());
    }
}
