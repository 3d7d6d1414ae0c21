package org.skycast.cli.models;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.Rollback;
import org.skycast.streams.rollout.Rollout;
import org.skycast.streams.rollout.SwitchPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skycast models rollback}: the champion before the current one is champion again. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Makes the champion before the current one champion again, from a slot on.")
public final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private SwitchOptions options = new SwitchOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        var now = InstantSource.system().instant();
        try (Rollout rollout = Rollout.begin(connection.reached(), trust.keys(), now)) {
            Set<String> stations = rollout.registered(options.stations());
            Rollback rollback = Rollback.of(rollout.deployments(), stations);
            Optional<ModelBundle> proven =
                    rollback.before().map(Deployment::bundleSha256).map(rollout::named);
            SwitchPoint point =
                    proven.map(bundle -> rollout.switchPoint(bundle, stations)).orElseGet(rollout::switchPoint);
            var from = rollback.choose(point, options.fromSlot());
            System.out.println(rollout.deploy(
                    new Deployment(
                            Role.CHAMPION,
                            proven.map(bundle -> bundle.model().id()).orElse(""),
                            proven.map(bundle -> bundle.model().sha256()).orElse(""),
                            from,
                            stations),
                    proven.map(bundle -> bundle.model().version()).orElse("")));
        }
        return 0;
    }
}
