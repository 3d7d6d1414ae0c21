package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;

class DeploymentsTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> STATIONS = List.of("a", "b", "c", "d", "nobody-named-this");

    private static Instant slot(int number) {
        return START.plus(Duration.ofMinutes(10).multipliedBy(number));
    }

    private static Deployment champion(String sha256, int from, String... stations) {
        return new Deployment(Role.CHAMPION, "m", sha256, slot(from), Set.of(stations));
    }

    @Test
    void nobodyHoldsARoleBeforeItsFirstSlot() {
        Deployments deployments = Deployments.NONE.with(champion("x", 3));
        assertThat(deployments.at(Role.CHAMPION, "a", slot(2))).isEmpty();
        assertThat(deployments.at(Role.CHAMPION, "a", slot(3))).contains(champion("x", 3));
        assertThat(deployments.at(Role.SHADOW, "a", slot(3))).isEmpty();
    }

    @Test
    void laterInTheLogWinsAmongEqualSlotsAndALaterSlotWinsWhereverItStands() {
        Deployments deployments = Deployments.NONE
                .with(champion("far", 9))
                .with(champion("first", 3))
                .with(champion("second", 3));
        assertThat(deployments.at(Role.CHAMPION, "a", slot(8))).contains(champion("second", 3));
        assertThat(deployments.at(Role.CHAMPION, "a", slot(9))).contains(champion("far", 9));
    }

    @Test
    void emptyDigestEndsTheRoleUntilTheNext() {
        Deployments deployments = Deployments.NONE
                .with(champion("x", 1))
                .with(champion("", 4, "a"))
                .with(champion("y", 6));
        assertThat(deployments.at(Role.CHAMPION, "a", slot(5))).isEmpty();
        assertThat(deployments.at(Role.CHAMPION, "b", slot(5))).contains(champion("x", 1));
        assertThat(deployments.at(Role.CHAMPION, "a", slot(6))).contains(champion("y", 6));
    }

    /** The definition, word by word, as the oracle. */
    private static Optional<Deployment> byDefinition(List<Deployment> log, Role role, String station, Instant slot) {
        return IntStream.range(0, log.size())
                .boxed()
                .filter(i -> log.get(i).role() == role)
                .filter(i ->
                        log.get(i).stations().isEmpty() || log.get(i).stations().contains(station))
                .filter(i -> log.get(i).fromSlot().compareTo(slot) <= 0)
                .max((i, j) -> {
                    int order = log.get(i).fromSlot().compareTo(log.get(j).fromSlot());
                    return order == 0 ? Integer.compare(i, j) : order;
                })
                .map(log::get)
                .filter(deployment -> !deployment.bundleSha256().isEmpty());
    }

    private static Deployment any(Random random) {
        var stations = new java.util.HashSet<String>();
        if (random.nextInt(3) > 0) {
            STATIONS.subList(0, 4).forEach(station -> {
                if (random.nextInt(3) == 0) {
                    stations.add(station);
                }
            });
        }
        String sha256 = random.nextInt(5) == 0 ? "" : Integer.toHexString(random.nextInt());
        Role role = random.nextInt(4) == 0 ? Role.SHADOW : Role.CHAMPION;
        return new Deployment(role, "m", sha256, slot(random.nextInt(24)), stations);
    }

    @Test
    void answersAreThoseOfTheDefinitionOnAnyLog() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            List<Deployment> log = new ArrayList<>();
            Deployments deployments = Deployments.NONE;
            for (int i = random.nextInt(40); i >= 0; i--) {
                Deployment next = any(random);
                log.add(next);
                deployments = deployments.with(next);
            }
            for (Role role : Role.values()) {
                for (String station : STATIONS) {
                    for (int number = -1; number < 25; number++) {
                        assertThat(deployments.at(role, station, slot(number)))
                                .as("seed %d, %s at %s in slot %d", seed, role, station, number)
                                .isEqualTo(byDefinition(log, role, station, slot(number)));
                    }
                }
            }
        }
    }

    @Test
    void pruningAsTimePassesChangesNoAnswerAndKeepsTheNumberDown() {
        int longest = 0;
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            List<Deployment> log = new ArrayList<>();
            Deployments pruned = Deployments.NONE;
            int oldest = 0;
            for (int i = 0; i < 120; i++) {
                Deployment next = any(random);
                log.add(next);
                oldest = Math.min(24, oldest + random.nextInt(3));
                pruned = pruned.with(next).prunedTo(4, slot(oldest));
                for (Role role : Role.values()) {
                    for (String station : STATIONS) {
                        for (int number = oldest; number < 26; number++) {
                            assertThat(pruned.at(role, station, slot(number)))
                                    .as("seed %d after %d, %s at %s in slot %d", seed, i, role, station, number)
                                    .isEqualTo(byDefinition(log, role, station, slot(number)));
                        }
                    }
                }
            }
            longest = Math.max(longest, pruned.known().size());
        }
        // Two roles, each its newest four, one for all stations and one for each of the four that have their own.
        assertThat(longest).isLessThanOrEqualTo(2 * (4 + 1 + 4));
    }
}
