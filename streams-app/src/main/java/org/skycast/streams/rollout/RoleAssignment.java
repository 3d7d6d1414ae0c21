package org.skycast.streams.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;

/**
 * A role that a bundle has.
 *
 * @param deployment what gave it
 * @param planned whether its first slot is still to come
 */
public record RoleAssignment(Deployment deployment, boolean planned) {

    /**
     * The roles that bundles have in the slot that starts at {@code slotStart}, and those that they will have later,
     * somewhere. What was deployed and never will hold is left out.
     */
    public static List<RoleAssignment> at(Deployments deployments, Instant slotStart) {
        // No station has the empty id: it stands for those that no deployment names.
        Set<String> places = new TreeSet<>(Set.of(""));
        deployments.known().forEach(deployment -> places.addAll(deployment.stations()));
        List<RoleAssignment> held = new ArrayList<>();
        for (Deployment deployment : deployments.known()) {
            boolean planned = deployment.fromSlot().isAfter(slotStart);
            Instant slot = planned ? deployment.fromSlot() : slotStart;
            boolean somewhere = places.stream()
                    .anyMatch(place -> deployments
                            .at(deployment.role(), place, slot)
                            .filter(deployment::equals)
                            .isPresent());
            if (somewhere && held.stream().noneMatch(one -> one.deployment().equals(deployment))) {
                held.add(new RoleAssignment(deployment, planned));
            }
        }
        return held;
    }

    /** For people, such as {@code CHAMPION from 2026-06-01T00:00:00Z at a,b}. */
    public String text() {
        String stations = deployment.stations().isEmpty() ? "" : " at " + String.join(",", deployment.stations());
        return "%s%s from %s%s".formatted(planned ? "next " : "", deployment.role(), deployment.fromSlot(), stations);
    }
}
