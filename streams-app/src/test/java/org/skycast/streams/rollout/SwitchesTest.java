package org.skycast.streams.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.observe.Slot;

/** From which slot on, back to whom, and who holds what. */
class SwitchesTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Slot NEWEST = new Slot(NOON.minusSeconds(600), Duration.ofMinutes(10));
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    private static Instant minutes(int afterNoon) {
        return NOON.plus(Duration.ofMinutes(afterNoon));
    }

    private static Deployment champion(String sha256, int afterNoon, String... stations) {
        return new Deployment(Role.CHAMPION, "m", sha256, minutes(afterNoon), Set.of(stations));
    }

    private static Deployments log(Deployment... deployments) {
        return new Deployments(List.of(deployments));
    }

    @Test
    void switchLiesTwoSlotsAheadAndNeverInAForecastSlot() {
        var point = new SwitchPoint(NEWEST, true, Duration.ZERO);
        assertThat(point.choose(Optional.empty())).isEqualTo(minutes(20));
        assertThat(point.choose(Optional.of(NOON))).isEqualTo(NOON);
        assertThatThrownBy(() -> point.choose(Optional.of(minutes(-10))))
                .isInstanceOf(RolloutException.class)
                .hasMessage("The slot that starts at 2026-06-01T11:50:00Z has been forecast already; name"
                        + " 2026-06-01T12:00:00Z or later.");
        assertThatThrownBy(() -> point.choose(Optional.of(minutes(13))))
                .hasMessage(
                        "No slot starts at 2026-06-01T12:13:00Z; name 2026-06-01T12:10:00Z or 2026-06-01T12:20:00Z.");
    }

    @Test
    void otherEncoderWaitsForAHistoryOfItsOwn() {
        var point = new SwitchPoint(NEWEST, true, SIX_HOURS);
        assertThat(point.choose(Optional.empty())).isEqualTo(minutes(380));
        assertThat(point.choose(Optional.of(minutes(360)))).isEqualTo(minutes(360));
        assertThatThrownBy(() -> point.choose(Optional.of(minutes(350))))
                .hasMessageContaining("will not have its 36 slots of own embeddings yet; name 2026-06-01T18:00:00Z");
    }

    @Test
    void whereNothingWasObservedAnySlotIsFree() {
        var point = new SwitchPoint(NEWEST, false, Duration.ZERO);
        assertThat(point.choose(Optional.of(minutes(-600)))).isEqualTo(minutes(-600));
        assertThat(point.choose(Optional.empty())).isEqualTo(minutes(20));
    }

    @Test
    void rollbackGoesToTheChampionBeforeTheCurrentOne() {
        Rollback rollback = Rollback.of(
                log(
                        champion("a", 0),
                        champion("never", 10),
                        champion("b", 10),
                        champion("b", 20),
                        champion("s", 30, "x")),
                Set.of());
        assertThat(rollback).isEqualTo(new Rollback(champion("b", 20), Optional.of(champion("a", 0))));
    }

    @Test
    void rollbackAtStationsGoesBackFromWhatHoldsThere() {
        Deployments log = log(champion("a", 0), champion("b", 10), champion("s", 30, "x", "y"), champion("t", 5, "z"));
        assertThat(Rollback.of(log, Set.of("x", "y")))
                .isEqualTo(new Rollback(champion("s", 30, "x", "y"), Optional.of(champion("b", 10))));
        assertThatThrownBy(() -> Rollback.of(log, Set.of("x", "z")))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("roll them back one by one");
    }

    @Test
    void rollbackOfTheFirstChampionGoesToTheConfiguration() {
        assertThat(Rollback.of(log(champion("a", 0)), Set.of()).before()).isEmpty();
        assertThat(Rollback.of(log(champion("a", 0), champion("", 10)), Set.of()))
                .isEqualTo(new Rollback(champion("", 10), Optional.of(champion("a", 0))));
        assertThat(Rollback.of(log(champion("", 0), champion("a", 10)), Set.of())
                        .before())
                .isEmpty();
        assertThatThrownBy(() -> Rollback.of(Deployments.NONE, Set.of()))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("there is nothing to go back from");
    }

    @Test
    void rollbackOfAChampionThatIsStillToComeTakesItsPlace() {
        var rollback = new Rollback(champion("b", 100), Optional.of(champion("a", 0)));
        var point = new SwitchPoint(NEWEST, true, Duration.ZERO);
        assertThat(rollback.choose(point, Optional.empty())).isEqualTo(minutes(100));
        assertThat(rollback.choose(point, Optional.of(minutes(200)))).isEqualTo(minutes(200));
        assertThatThrownBy(() -> rollback.choose(point, Optional.of(minutes(30))))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("holds from 2026-06-01T13:40:00Z on");
    }

    @Test
    void rolesAreThoseThatHoldSomewhereNowOrLater() {
        Deployments log = log(
                champion("a", -100),
                champion("b", -50),
                champion("s", -20, "x"),
                champion("never", 10),
                champion("c", 10));
        assertThat(RoleAssignment.at(log, NOON))
                .extracting(RoleAssignment::text)
                .containsExactly(
                        "CHAMPION from 2026-06-01T11:10:00Z",
                        "CHAMPION from 2026-06-01T11:40:00Z at x",
                        "next CHAMPION from 2026-06-01T12:10:00Z");
    }
}
