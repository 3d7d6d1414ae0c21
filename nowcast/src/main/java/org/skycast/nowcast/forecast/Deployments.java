package org.skycast.nowcast.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which bundle plays which role, as far as the log tells. Whether a deployment holds depends on the slot alone, never on
 * when one asks, so a replay switches where the first run did.
 *
 * @param known the deployments, in the order of the log
 */
public record Deployments(List<Deployment> known) {

    /** Nothing was deployed: the bundle of the configuration is the champion, and there is no shadow. */
    public static final Deployments NONE = new Deployments(List.of());

    public Deployments {
        known = List.copyOf(known);
    }

    /** What a bundle may be to a station. */
    public enum Role {
        /** Its forecasts are the ones that go out. */
        CHAMPION,
        /** It forecasts beside the champion, to be compared with it. */
        SHADOW
    }

    /**
     * A bundle takes a role.
     *
     * @param role the role
     * @param bundleId the bundle's id, for people; empty where the role ends
     * @param bundleSha256 of the bundle's manifest, in hexadecimal; empty ends the role
     * @param fromSlot the start of the first slot for which it holds
     * @param stations the ids of the stations for which it holds; empty for all
     */
    public record Deployment(Role role, String bundleId, String bundleSha256, Instant fromSlot, Set<String> stations) {

        public Deployment {
            stations = Collections.unmodifiableSet(new TreeSet<>(stations));
        }

        /** Whether it takes the role from who held it and gives it to nobody. */
        public boolean endsRole() {
            return bundleSha256.isEmpty();
        }

        /** Whether it holds for a station, from its slot on. */
        public boolean concerns(String stationId) {
            return stations.isEmpty() || stations.contains(stationId);
        }
    }

    /** These and the next one of the log. */
    public Deployments with(Deployment deployment) {
        var all = new ArrayList<>(known);
        all.add(deployment);
        return new Deployments(all);
    }

    /**
     * Who has a role at a station in the slot that starts at {@code slotStart}: of those whose first slot is not after it
     * the one with the latest first slot, and of equal ones the one later in the log.
     *
     * @return empty if nobody was ever given the role, or it has ended
     */
    public Optional<Deployment> at(Role role, String stationId, Instant slotStart) {
        Optional<Deployment> holds = Optional.empty();
        for (Deployment deployment : known) {
            boolean applies = deployment.role() == role
                    && deployment.concerns(stationId)
                    && !deployment.fromSlot().isAfter(slotStart);
            if (applies
                    && holds.filter(before -> before.fromSlot().isAfter(deployment.fromSlot()))
                            .isEmpty()) {
                holds = Optional.of(deployment);
            }
        }
        return holds.filter(deployment -> !deployment.endsRole());
    }

    /**
     * These without what no longer matters: what is kept gives the same answers for every slot that starts at
     * {@code oldest} or later. At most {@code newest} a role are kept, and beyond those the ones that can still hold
     * somewhere: one for all stations, one for each station that has its own, and those still to come.
     *
     * @param newest how many of a role are kept in any case, the latest in the log
     * @param oldest the start of the oldest slot that will be asked for
     */
    public Deployments prunedTo(int newest, Instant oldest) {
        List<Deployment> kept = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Deployment deployment = known.get(i);
            long later = known.subList(i + 1, known.size()).stream()
                    .filter(other -> other.role() == deployment.role())
                    .count();
            if (later < newest || mayHold(i, oldest)) {
                kept.add(deployment);
            }
        }
        return new Deployments(kept);
    }

    /** Whether the deployment at {@code index} is the answer for some station and some slot from {@code oldest} on. */
    private boolean mayHold(int index, Instant oldest) {
        Deployment deployment = known.get(index);
        if (deployment.stations().isEmpty()) {
            // Any station may ask, so only what holds for all can take its place.
            return !isOutdone(index, oldest, Set.of());
        }
        return deployment.stations().stream().anyMatch(station -> !isOutdone(index, oldest, Set.of(station)));
    }

    /** Whether another is the answer in its place, from {@code oldest} on, at {@code stations}; empty means at all. */
    private boolean isOutdone(int index, Instant oldest, Set<String> stations) {
        Deployment deployment = known.get(index);
        for (int i = 0; i < known.size(); i++) {
            Deployment other = known.get(i);
            int order = other.fromSlot().compareTo(deployment.fromSlot());
            boolean covers = other.stations().isEmpty()
                    || (!stations.isEmpty() && other.stations().containsAll(stations));
            if (other.role() == deployment.role()
                    && covers
                    && !other.fromSlot().isAfter(oldest)
                    && (order > 0 || (order == 0 && i > index))) {
                return true;
            }
        }
        return false;
    }
}
