package org.skycast.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.RoleAssignment;

class ListCommandTest {

    private static final Instant SINCE = Instant.parse("2026-06-01T00:00:00Z");

    private static RoleAssignment held(Role role, String sha256, boolean planned, String... stations) {
        return new RoleAssignment(
                new Deployment(role, sha256.isEmpty() ? "" : "skycast", sha256, SINCE, Set.of(stations)), planned);
    }

    @Test
    void whatRunsIsSaid() {
        String champion = "a".repeat(64);
        String shadow = "b".repeat(64);
        assertThat(ListCommand.running(
                        List.of(held(Role.CHAMPION, champion, false), held(Role.SHADOW, shadow, false, "north"))))
                .containsExactly(
                        "aaaaaaaaaaaa runs as champion since 2026-06-01T00:00:00Z.",
                        "bbbbbbbbbbbb runs as shadow since 2026-06-01T00:00:00Z at north.");
    }

    @Test
    void aRoleThatWasEndedIsNobodys() {
        assertThat(ListCommand.running(List.of(held(Role.SHADOW, "", false)))).contains("No shadow runs.");
    }

    @Test
    void whatIsPlannedDoesNotRunYet() {
        assertThat(ListCommand.running(List.of(held(Role.CHAMPION, "a".repeat(64), true))))
                .containsExactly(
                        "No champion is deployed; a topology runs the bundle of its configuration.", "No shadow runs.");
    }
}
