package org.skycast.dashboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.dashboard.store.Store;
import org.skycast.topics.Topics;

/** What becomes of alerts, by observations whose temperature is the number of their slot. */
class WarningRowsTest {

    @TempDir
    Path folder;

    private static void measure(MadeTopics log, int from, int to, IntPredicate isThere) {
        for (int slot = from; slot < to; slot++) {
            if (isThere.test(slot)) {
                log.add(Topics.OBSERVATIONS, "s", MadeTopics.observation("s", slot, 0), MadeTopics.at(slot + 1));
            }
        }
    }

    /** Warns of more than {@code threshold} degrees: raised when slot 3 begins, ended when slot 12 does. */
    private static void warn(MadeTopics log, String id, double threshold) {
        log.add(Topics.ALERTS, "s", of(id, 3, "RAISED", threshold), MadeTopics.at(3));
        log.add(Topics.ALERTS, "s", of(id, 12, "CLEARED", threshold), MadeTopics.at(12));
    }

    private static Alert of(String id, int slot, String state, double threshold) {
        Alert alert = MadeAlerts.message(id, "s", slot - 2, state);
        alert.getWeather().setComparator(">");
        alert.getWeather().setThreshold(threshold);
        alert.getWeather().setSent(MadeTopics.at(slot));
        alert.getWeather().setRaisedAt(MadeTopics.at(3));
        alert.getWeather().setReferenceTime(MadeTopics.at(slot));
        return alert;
    }

    private static void take(Store store, MadeTopics log) {
        new Projection(store, MadeTopics.SERDES, Set.of()).take(log.records(), MadeTopics.next(log.records()));
    }

    private static List<String> fates(Store store) {
        return store.read(sql -> sql.list(
                "SELECT id || ' ' || coalesce(fate, 'open') || ' ' || coalesce(lead, '') FROM warning ORDER BY id",
                row -> row.getString(1)));
    }

    @Test
    void alertIsRightLateOrFalseByWhatCameWhileItHeld() {
        var log = new MadeTopics();
        warn(log, "before", 6.5);
        warn(log, "begun", 2.5);
        warn(log, "too-soon", 3.5);
        warn(log, "vain", 99);
        measure(log, 0, 20, slot -> true);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            // Slot 4 begins ten minutes after the alert: that is just in time.
            assertThat(fates(store))
                    .containsExactly("before FORETOLD 40", "begun LATE 0", "too-soon FORETOLD 10", "vain FALSE_ALARM ");
        }
    }

    @Test
    void itDoesNotMatterWhichTopicIsReadFirst() {
        var log = new MadeTopics();
        measure(log, 0, 20, slot -> true);
        warn(log, "before", 6.5);
        warn(log, "vain", 99);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            assertThat(fates(store)).containsExactly("before FORETOLD 40", "vain FALSE_ALARM ");
        }
    }

    @Test
    void nobodyCanTellWhereNothingWasMeasured() {
        var log = new MadeTopics();
        warn(log, "vain", 99);
        measure(log, 0, 20, slot -> slot < 5 || slot > 9);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            assertThat(fates(store)).containsExactly("vain UNKNOWN ");
        }
    }

    @Test
    void nobodyCanTellOfWhatIsOlderThanWhatIsKept() {
        var log = new MadeTopics();
        warn(log, "old", 6.5);
        measure(log, 400, 402, slot -> true);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            assertThat(fates(store)).containsExactly("old UNKNOWN ");
        }
    }

    @Test
    void conditionThatCannotBeHeldAgainstObservationsIsNotGuessedAt() {
        Alert alert = of("odd", 3, "CLEARED", 1);
        alert.getWeather().setVariable("number_of_owls");
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, new MadeTopics().add(Topics.ALERTS, "s", alert, MadeTopics.at(3)));
            assertThat(fates(store)).containsExactly("odd UNKNOWN ");
        }
    }

    @Test
    void whatIsToldInHindsightForetellsNothing() {
        Alert alert = of("i", 9, "CLEARED", 6.5);
        alert.getWeather().setReferenceTime(MadeTopics.at(3));
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, new MadeTopics().add(Topics.ALERTS, "s", alert, MadeTopics.at(9)));
            assertThat(fates(store)).containsExactly("i UNKNOWN ");
        }
    }

    @Test
    void falseAlarmIsNotSaidBeforeReadingsThatAreLateCanHaveCome() {
        var log = new MadeTopics();
        warn(log, "vain", 99);
        measure(log, 0, 16, slot -> true);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            assertThat(fates(store)).containsExactly("vain open ");
        }
    }

    @Test
    void whatIsInForceIsRightAsSoonAsItHasCome() {
        var log = new MadeTopics()
                .add(Topics.ALERTS, "s", of("i", 3, "RAISED", 6.5), MadeTopics.at(3))
                .add(Topics.ALERTS, "s", of("j", 3, "RAISED", 99), MadeTopics.at(3));
        measure(log, 0, 9, slot -> true);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            assertThat(fates(store)).containsExactly("i FORETOLD 40", "j open ");
        }
    }

    @Test
    void whatBecameOfAnAlertIsForgottenWithIt() {
        var log = new MadeTopics();
        warn(log, "before", 6.5);
        measure(log, 0, 20, slot -> true);
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, log);
            var projection = new Projection(store, MadeTopics.SERDES, Set.of());
            projection.forget(MadeTopics.START.plus(Duration.ofDays(20)));
            assertThat(fates(store)).hasSize(1);
            projection.forget(MadeTopics.START.plus(Duration.ofDays(40)));
            assertThat(fates(store)).isEmpty();
        }
    }
}
