package org.skycast.cli.models;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.Rollout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skycast models promote}: a published bundle becomes champion. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "Makes a published bundle the champion, from a slot on.")
public final class PromoteCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "BUNDLE",
            description = "The first digits of its sha256, at least six, or its id for the one published last.")
    private String bundle = "";

    @Mixin
    private SwitchOptions options = new SwitchOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        System.out.println(give(Role.CHAMPION, bundle, options, trust, connection));
        return 0;
    }

    /** Gives a bundle a role; gives a sentence for people. */
    static String give(Role role, String bundle, SwitchOptions options, TrustOptions trust, Connection connection) {
        var now = InstantSource.system().instant();
        try (Rollout rollout = Rollout.begin(connection.reached(), trust.keys(), now)) {
            Set<String> stations = rollout.registered(options.stations());
            ModelBundle proven = rollout.named(bundle);
            var from = rollout.switchPoint(proven, stations).choose(options.fromSlot());
            return rollout.deploy(
                    new Deployment(role, proven.model().id(), proven.model().sha256(), from, stations),
                    proven.model().version());
        }
    }
}
