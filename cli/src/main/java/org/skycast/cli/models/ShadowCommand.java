package org.skycast.cli.models;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.Rollout;
import org.skycast.streams.rollout.RolloutException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skycast models shadow}: a published bundle forecasts beside the champion, or no longer. */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        description = "Lets a published bundle forecast beside the champion, from a slot on, or ends that.")
public final class ShadowCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Mixin
    private SwitchOptions options = new SwitchOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private Connection connection = new Connection();

    /** A bundle, or none. */
    static final class Which {
        @Parameters(
                paramLabel = "BUNDLE",
                description = "The first digits of its sha256, at least six, or its id for the one published last.")
        private Optional<String> bundle = Optional.empty();

        @Option(names = "--off", description = "No bundle is the shadow any more.")
        private boolean off;
    }

    @Override
    public Integer call() {
        System.out.println(which.bundle
                .map(bundle -> PromoteCommand.give(Role.SHADOW, bundle, options, trust, connection))
                .orElseGet(this::end));
        return 0;
    }

    private String end() {
        try (Rollout rollout = Rollout.begin(
                connection.reached(), trust.keys(), InstantSource.system().instant())) {
            Set<String> stations = rollout.registered(options.stations());
            List<Deployment> shadows = rollout.deployments().known().stream()
                    .filter(deployment -> deployment.role() == Role.SHADOW)
                    .toList();
            if (shadows.isEmpty()) {
                throw new RolloutException("No bundle was ever the shadow; there is nothing to end.");
            }
            return rollout.deploy(new Deployment(Role.SHADOW, "", "", from(rollout, shadows), stations), "");
        }
    }

    /** Not before the last shadow that is still to come, which would otherwise begin in spite of this. */
    private Instant from(Rollout rollout, List<Deployment> shadows) {
        Instant last = shadows.stream()
                .map(Deployment::fromSlot)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Optional<Instant> asked = options.fromSlot();
        Instant chosen = rollout.switchPoint().choose(asked);
        return asked.isEmpty() && last.isAfter(chosen) ? last : chosen;
    }
}
