package org.skycast.trials.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.skycast.inference.FrameDecoder;
import org.skycast.inference.ModelBundle;
import org.skycast.nowcast.forecast.FeatureSpec;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.EncodedSkies;
import org.skycast.streams.NowcastMetrics;
import org.skycast.streams.StartupException;
import org.skycast.streams.Topics;
import org.skycast.streams.forecast.ModelSource;
import org.skycast.streams.forecast.SkySource;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;
import org.skycast.trials.report.ReplayReport;
import org.skycast.trials.report.ReportInput;

/** A replay from the question to the report: plans it, runs it, weighs what came of it, and takes away what it left. */
final class Replay {

    private final Map<String, Object> clients;
    private final Path directory;
    private final NowcastMetrics metrics;
    private final InstantSource clock;
    private final boolean isWatched;

    /**
     * A replay.
     *
     * @param directory where the report goes, and the plan and the state while it runs
     * @param isWatched whether a person looks at the screen
     */
    Replay(
            Map<String, Object> clients,
            Path directory,
            NowcastMetrics metrics,
            InstantSource clock,
            boolean isWatched) {
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
     * @throws StartupException in one sentence if there can be no answer
     */
    ReplayReport run(Ask ask, Bundles.Choice choice, Optional<SkySource> skies, boolean keep)
            throws IOException, InterruptedException {
        Instant started = clock.instant();
        ReplayPlan plan = joined(plan(ask, choice, skies), choice);
        boolean again = embedsAgain(plan, choice, skies);
        var candidate = new Timed();
        var champion = new Timed();
        try (var progress = progress("replaying", plan)) {
            new ReplayRun(plan, clients, directory, metrics)
                    .run(
                            source(choice.candidate(), candidate),
                            choice.champion().map(bundle -> source(bundle, champion)),
                            progress);
        }
        Weighing weighing = weigh(plan, choice);
        var took = Duration.between(started, clock.instant());
        ReportInput input = input(
                plan,
                choice,
                weighing,
                source(plan, again),
                new ReportInput.Run(plan.runId(), started, took, candidate.micros(), champion.micros()));
        var report = new ReplayReport(input);
        report.write(directory);
        if (!keep) {
            remove(plan);
        }
        return report;
    }

    private Progress progress(String what, ReplayPlan plan) {
        long records = plan.spans().stream().mapToLong(Span::records).sum();
        return new Progress(isWatched, what, records);
    }

    private static ReportInput.Source source(ReplayPlan plan, boolean embedsAgain) {
        if (plan.joinsAnew()) {
            return ReportInput.Source.JOINED_ANEW;
        }
        return embedsAgain ? ReportInput.Source.FRAMES : ReportInput.Source.OBSERVATIONS;
    }

    private ReplayPlan plan(Ask ask, Bundles.Choice choice, Optional<SkySource> skies) throws IOException {
        checkSlots(ask, choice);
        SkySource wanted = skies.orElse(SkySource.OBSERVATIONS);
        Optional<ReplayPlan> earlier = ReplayPlan.read(directory);
        if (earlier.isPresent()) {
            if (!earlier.get().ask().equals(ask) || earlier.get().skies() != wanted) {
                throw new StartupException(
                        "%s holds the replay %s of another question; finish that one, or name another folder with --report."
                                .formatted(directory, earlier.get().runId()));
            }
            boolean halfJoined =
                    earlier.get().joinsAnew() && earlier.get().spans().isEmpty();
            if (!halfJoined) {
                return earlier.get();
            }
            // A join that was stopped is begun anew, in a topic of another name.
            remove(earlier.get());
        }
        List<FeatureSpec> specs = Stream.concat(Stream.of(choice.candidate()), choice.champion().stream())
                .map(ModelBundle::features)
                .toList();
        String runId = HexFormat.of()
                .toHexDigits(new Random(clock.millis()).nextLong())
                .substring(4);
        var planner = new Planner(clients);
        ReplayPlan plan =
                ask.slotMinutes() > 0 ? planner.planJoin(runId, ask, specs) : planner.plan(runId, ask, wanted, specs);
        plan.write(directory);
        return plan;
    }

    private static void checkSlots(Ask ask, Bundles.Choice choice) {
        long minutes = choice.candidate().features().slotLength().toMinutes();
        if (ask.slotMinutes() > 0 && ask.slotMinutes() != minutes) {
            throw new StartupException("%s forecasts from slots of %d min; give --slots %d."
                    .formatted(choice.candidate().model().id(), minutes, minutes));
        }
        if (ask.slotMinutes() > 0 && choice.champion().isEmpty()) {
            throw new StartupException("What is joined anew cannot be paired with the forecasts that went out; "
                    + "name a bundle with the same slots with --against.");
        }
    }

    /** The plan with its observations joined, where it joins anew. */
    private ReplayPlan joined(ReplayPlan plan, Bundles.Choice choice) {
        if (!plan.joinsAnew() || !plan.spans().isEmpty()) {
            return plan;
        }
        try (var topics = new RunTopics(clients);
                var range = new LogRange(clients);
                var progress = new Progress(isWatched, "joining", records(plan.inputs()))) {
            topics.create(Topics.READINGS.name(), List.of(plan.observations()));
            FeatureSpec features = choice.candidate().features();
            var policy = ObservePolicy.of(features.slotLength(), features.historySlots());
            new Rejoin(clients, choice.candidate(), policy).run(plan.inputs(), plan.observations(), progress);
            ReplayPlan joined = plan.joined(range.spans(plan.observations(), Instant.EPOCH));
            joined.write(directory);
            return joined;
        }
    }

    private static long records(Map<String, List<Span>> inputs) {
        return inputs.values().stream()
                .flatMap(List::stream)
                .mapToLong(Span::records)
                .sum();
    }

    /**
     * Whether frames are to be embedded again.
     *
     * @throws StartupException if the observations do not fit the candidate
     */
    private boolean embedsAgain(ReplayPlan plan, Bundles.Choice choice, Optional<SkySource> skies) {
        Recorded recorded = Recorded.of(plan, clients);
        FeatureSpec features = choice.candidate().features();
        if (!recorded.slotLength().equals(features.slotLength())) {
            throw new StartupException(
                    "The observations have slots of %d min and %s wants %d min; add --slots %d to join anew."
                            .formatted(
                                    recorded.slotLength().toMinutes(),
                                    choice.candidate().model().id(),
                                    features.slotLength().toMinutes(),
                                    features.slotLength().toMinutes()));
        }
        boolean other = recorded.encoder()
                .filter(encoder -> !encoder.equals(features.encoderSha256()))
                .isPresent();
        if (other && skies.filter(s -> s == SkySource.OBSERVATIONS).isPresent()) {
            throw new StartupException(
                    "The candidate has another encoder than the recorded embeddings; leave --from-observations off, "
                            + "and their frames are embedded again.");
        }
        return other || plan.skies() == SkySource.FRAMES;
    }

    private static ModelSource source(ModelBundle bundle, Timed timed) {
        return new ModelSource(
                bundle.features(),
                timed.around(bundle::openForecaster),
                () -> new EncodedSkies(bundle, new FrameDecoder()));
    }

    private Weighing weigh(ReplayPlan plan, Bundles.Choice choice) {
        var weighing = new Weighing();
        try (var range = new LogRange(clients);
                var progress = progress("weighing", plan)) {
            boolean live = choice.champion().isEmpty();
            String championTopic = live ? Topics.FORECASTS.name() : plan.championTopic();
            Instant since = live ? plan.ask().from().minus(Planner.AHEAD) : Instant.EPOCH;
            var sides = new PairedForecasts.Sides(
                    plan.candidateTopic(),
                    range.spans(plan.candidateTopic(), Instant.EPOCH),
                    championTopic,
                    range.spans(championTopic, since));
            new PairedForecasts(plan, clients, sides).walk(new PairedForecasts.Walker() {
                @Override
                public void take(PairedForecasts.Step step, long read) {
                    weighing.add(step);
                    progress.accept(read);
                }

                @Override
                public void endPartition() {
                    weighing.endStations();
                }
            });
        }
        if (weighing.forecasts() == 0) {
            throw new StartupException("From %s to %s there is no reference time at which both models forecast; %s"
                    .formatted(
                            plan.ask().from(),
                            plan.ask().to(),
                            choice.champion().isEmpty()
                                    ? "if none went out then, name a bundle with --against."
                                    : "give a range and stations that the observations cover."));
        }
        return weighing;
    }

    private ReportInput input(
            ReplayPlan plan, Bundles.Choice choice, Weighing weighing, ReportInput.Source source, ReportInput.Run run) {
        var comparison = weighing.comparison();
        return new ReportInput(
                choice.candidate().model(),
                weighing.champion(),
                plan.ask().from(),
                plan.ask().to(),
                weighing.stations(),
                source,
                comparison,
                1,
                new WorstFrames(plan, clients).of(comparison.worst()),
                new ReportInput.Equality(weighing.equal(), weighing.forecasts()),
                weighing.missingSkies(),
                run);
    }

    private void remove(ReplayPlan plan) throws IOException {
        try (var topics = new RunTopics(clients)) {
            topics.remove(plan);
        }
        ReplayPlan.remove(directory);
        for (String folder : List.of("state", "bundles")) {
            Path own = directory.resolve(folder);
            if (Files.exists(own)) {
                try (Stream<Path> files = Files.walk(own)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
