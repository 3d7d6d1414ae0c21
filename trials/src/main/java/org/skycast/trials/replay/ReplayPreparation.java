package org.skycast.trials.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.skycast.identity.IdentityPolicy;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.StartupException;
import org.skycast.streams.forecast.SkySource;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;

/** From the question to a plan whose observations are there. */
final class ReplayPreparation {

    private final Map<String, Object> clients;
    private final Path directory;
    private final NowcastMetrics metrics;
    private final InstantSource clock;
    private final boolean isWatched;
    private final Optional<IdentityPolicy> identity;

    ReplayPreparation(
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
     * A plan whose observations are there: a new one, or the one that an earlier call left.
     *
     * @param skies whose embeddings are taken; absent for the recorded ones where they fit
     * @throws StartupException in one sentence if there can be none
     */
    ReplayPlan plan(Ask ask, Bundles.Choice choice, Optional<SkySource> skies) throws IOException {
        checkSlots(ask, choice);
        SkySource wanted = skies.orElse(SkySource.OBSERVATIONS);
        Optional<ReplayPlan> earlier = ReplayPlan.read(directory);
        if (earlier.isPresent()) {
            if (!earlier.get().ask().equals(ask) || earlier.get().skies() != wanted) {
                throw new StartupException(
                        "%s holds the replay %s of another question; finish that one, take it away with --discard, or name another folder with --report."
                                .formatted(directory, earlier.get().runId()));
            }
            boolean halfJoined =
                    earlier.get().joinsAnew() && earlier.get().spans().isEmpty();
            if (!halfJoined) {
                return joined(earlier.get(), choice);
            }
            // A join that was stopped is begun anew, in a topic of another name.
            new ReplayRun(earlier.get(), clients, directory, metrics).remove();
        }
        List<FeatureSpec> specs = Stream.concat(Stream.of(choice.candidate()), choice.champion().stream())
                .map(ModelBundle::featureSpec)
                .toList();
        String runId = HexFormat.of()
                .toHexDigits(new Random(clock.millis()).nextLong())
                .substring(4);
        var planner = new Planner(clients);
        var learning = new LearningDecision(clients, ask, specs.get(0).slotLength()).of(choice);
        ReplayPlan plan = ask.slotMinutes() > 0
                ? planner.planJoin(runId, ask, specs, learning)
                : planner.plan(runId, ask, wanted, specs, learning);
        checkFits(plan, choice, skies);
        // Not before it is known that there can be an answer: a plan that is there must be finished first.
        plan.write(directory);
        return joined(plan, choice);
    }

    /** Whether the observations fit the candidate; those that are joined anew will. */
    private void checkFits(ReplayPlan plan, Bundles.Choice choice, Optional<SkySource> skies) {
        if (plan.joinsAnew()) {
            return;
        }
        Recorded recorded = Recorded.of(plan, clients);
        FeatureSpec featureSpec = choice.candidate().featureSpec();
        long minutes = featureSpec.slotLength().toMinutes();
        if (!recorded.slotLength().equals(featureSpec.slotLength())) {
            throw new StartupException(
                    "The observations have slots of %d min and %s wants %d min; add --slots %d to join anew."
                            .formatted(
                                    recorded.slotLength().toMinutes(),
                                    choice.candidate().model().id(),
                                    minutes,
                                    minutes));
        }
        boolean insists = skies.filter(s -> s == SkySource.OBSERVATIONS).isPresent();
        if (insists && recorded.isOfAnotherEncoderThan(featureSpec)) {
            throw new StartupException(
                    "The candidate has another encoder than the recorded embeddings; leave --from-observations off, "
                            + "and their frames are embedded again.");
        }
    }

    private static void checkSlots(Ask ask, Bundles.Choice choice) {
        long minutes = choice.candidate().featureSpec().slotLength().toMinutes();
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
                var range = new TopicSpans(clients);
                var progress = new ReplayProgress(isWatched, "joining", records(plan.inputs()))) {
            topics.create(Topics.READINGS.name(), List.of(plan.observations()));
            FeatureSpec featureSpec = choice.candidate().featureSpec();
            var policy = ObservePolicy.of(featureSpec.slotLength(), featureSpec.historySlots())
                    .amendedFor(plan.ask().amendment());
            var rejoin = new Rejoin(clients, choice.candidate(), policy, identity);
            rejoin.run(plan.inputs(), plan.observations(), progress);
            ReplayPlan joined = plan.joined(range.spans(plan.observations(), Instant.EPOCH), rejoin.proven());
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
}
