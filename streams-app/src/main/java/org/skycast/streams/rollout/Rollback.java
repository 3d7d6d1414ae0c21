package org.skycast.streams.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;

/**
 * What a rollback goes back from and to.
 *
 * @param current the champion with the latest first slot, even if that is still to come
 * @param before the champion before it; empty where that is the bundle of the configuration
 */
public record Rollback(Deployment current, Optional<Deployment> before) {

    /**
     * The rollback of the deployments to all stations or, where stations are named, of what holds at those.
     *
     * @throws RolloutException if nothing was deployed, or the stations have different champions to go back to
     */
    public static Rollback of(Deployments deployments, Set<String> stations) {
        List<Rollback> rollbacks = new ArrayList<>();
        if (stations.isEmpty()) {
            rollbacks.add(of(deployments.known().stream()
                    .filter(deployment -> deployment.stations().isEmpty())
                    .toList()));
        }
        for (String station : stations) {
            rollbacks.add(of(deployments.known().stream()
                    .filter(deployment -> deployment.concerns(station))
                    .toList()));
        }
        long different = rollbacks.stream()
                .map(rollback -> rollback.before().map(Deployment::bundleSha256))
                .distinct()
                .count();
        if (different > 1) {
            throw new RolloutException(
                    "The stations %s had different champions before; roll them back one by one.".formatted(stations));
        }
        return rollbacks.stream()
                .max(java.util.Comparator.comparing(
                        rollback -> rollback.current().fromSlot()))
                .orElseThrow();
    }

    private static Rollback of(List<Deployment> log) {
        // Of equal first slots only the last in the log ever holds.
        var inEffect = new TreeMap<Instant, Deployment>();
        log.stream()
                .filter(deployment -> deployment.role() == Role.CHAMPION)
                .forEach(deployment -> inEffect.put(deployment.fromSlot(), deployment));
        if (inEffect.isEmpty()) {
            throw new RolloutException(
                    "No champion was deployed to these stations; there is nothing to go back from, see 'skycast models list'.");
        }
        Deployment current = inEffect.lastEntry().getValue();
        Optional<Deployment> before = inEffect.descendingMap().values().stream()
                .filter(deployment -> !deployment.bundleSha256().equals(current.bundleSha256()))
                .findFirst();
        return new Rollback(current, before.filter(deployment -> !deployment.endsRole()));
    }

    /**
     * From which slot on it holds: never before the champion that it takes the place of.
     *
     * @throws RolloutException if an earlier slot is asked for
     */
    public Instant choose(SwitchPoint point, Optional<Instant> asked) {
        Instant chosen = point.choose(asked);
        if (!chosen.isBefore(current.fromSlot())) {
            return chosen;
        }
        if (asked.isPresent()) {
            throw new RolloutException("The champion %s holds from %s on; name that slot or a later one."
                    .formatted(current.bundleSha256(), current.fromSlot()));
        }
        return current.fromSlot();
    }
}
