package org.skycast.nowcast.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.nowcast.warning.MadeSeries.at;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.warning.TestedAlert.Spell;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;
import org.skycast.nowcast.warning.WarningMatch.JudgedAlert;
import org.skycast.nowcast.warning.WarningMatch.JudgedEvent;

/** Events and alerts held against each other, by hand-made cases; a hit must come two slots before. */
class WarningMatchTest {

    private static final Duration LEAD = Duration.ofMinutes(20);

    private static TestedAlert alert(String id, int... slots) {
        List<Spell> spells = IntStream.range(0, slots.length / 2)
                .mapToObj(i -> new Spell(at(slots[2 * i]), at(slots[2 * i + 1])))
                .toList();
        return new TestedAlert(id, spells, Duration.ZERO, 0.7, Optional.of(Kind.CLEARED));
    }

    private static WarningMatch match(String letters, TestedAlert... alerts) {
        WeatherTruth truth = MadeSeries.frost(letters);
        List<ObservedEvent> events = EventRuns.of("s", truth, at(0), at(letters.length()));
        return WarningMatch.of(events, Arrays.asList(alerts), truth, at(0), LEAD);
    }

    private static List<EventFate> events(WarningMatch match) {
        return match.events().stream().map(JudgedEvent::fate).toList();
    }

    private static List<AlertFate> alerts(WarningMatch match) {
        return match.alerts().stream().map(JudgedAlert::fate).toList();
    }

    @Test
    void aHitHasHeldForLongEnough() {
        WarningMatch match = match("oooooxxxoooo", alert("a", 3, 9));
        assertThat(events(match)).containsExactly(EventFate.HIT);
        assertThat(match.events().get(0).lead()).contains(Duration.ofMinutes(20));
        assertThat(match.events().get(0).incident()).contains("a");
        assertThat(alerts(match)).containsExactly(AlertFate.TRUE);
    }

    /** The window ends after an hour: that it has stood for longer, as of an earlier event, foretells no more. */
    @Test
    void noLeadIsLongerThanTheWindow() {
        WarningMatch match = match("oooooxxxooooooooooxxxoo", alert("a", 1, 22));
        assertThat(events(match)).containsExactly(EventFate.HIT, EventFate.HIT);
        assertThat(match.events())
                .extracting(JudgedEvent::lead)
                .containsExactly(Optional.of(Duration.ofMinutes(40)), Optional.of(Duration.ofMinutes(60)));
    }

    @Test
    void whatComesLateIsNoHitAndYetNoFalseAlarm() {
        WarningMatch match = match("oooooxxxoooo", alert("a", 4, 9));
        assertThat(events(match)).containsExactly(EventFate.LATE);
        assertThat(alerts(match)).containsExactly(AlertFate.TRUE);
        WarningMatch during = match("oooooxxxoooo", alert("a", 6, 9));
        assertThat(events(during)).containsExactly(EventFate.LATE);
        assertThat(during.events().get(0).lead()).contains(Duration.ofMinutes(-10));
    }

    @Test
    void whatEndsBeforeTheOnsetIsAMissAndAFalseAlarm() {
        WarningMatch match = match("oooooxxxoooo", alert("a", 1, 5));
        assertThat(events(match)).containsExactly(EventFate.MISSED);
        assertThat(alerts(match)).containsExactly(AlertFate.FALSE_ALARM);
    }

    @Test
    void eachEventAndEachAlertCountsOnce() {
        WarningMatch two = match("oooooxxoooooxxoooo", alert("a", 2, 16));
        assertThat(events(two)).containsExactly(EventFate.HIT, EventFate.HIT);
        assertThat(alerts(two)).containsExactly(AlertFate.TRUE);
        WarningMatch both = match("oooooxxxxxxxxoooo", alert("a", 2, 8), alert("b", 10, 14));
        assertThat(events(both)).containsExactly(EventFate.HIT);
        assertThat(both.events().get(0).incident()).contains("a");
        assertThat(alerts(both)).containsExactly(AlertFate.TRUE, AlertFate.TRUE);
    }

    @Test
    void anIncidentThatWasOverAtTheOnsetMustHaveBeenTakenUpInTime() {
        WarningMatch match = match("ooooooooxxoooo", alert("a", 1, 4, 7, 12));
        assertThat(events(match)).containsExactly(EventFate.LATE);
        assertThat(match.events().get(0).lead()).contains(Duration.ofMinutes(10));
    }

    @Test
    void whatCannotBeKnownIsNotJudged() {
        // It was cold when the range began; and one so early that no alert could have come in time.
        assertThat(events(match("xxoooo"))).containsExactly(EventFate.UNJUDGED);
        assertThat(events(match("oxxooo"))).containsExactly(EventFate.UNJUDGED);
        assertThat(events(match("ooxxoo"))).containsExactly(EventFate.MISSED);
        assertThat(alerts(match("xxoooo", alert("a", 0, 4)))).containsExactly(AlertFate.UNJUDGED);
        assertThat(alerts(match("oooo          oooo", alert("a", 3, 15)))).containsExactly(AlertFate.UNJUDGED);
        var open = new TestedAlert("a", List.of(new Spell(at(3), at(8))), Duration.ZERO, 0.7, Optional.empty());
        assertThat(alerts(match("oooooooo", open))).containsExactly(AlertFate.UNJUDGED);
    }

    /** One more alert takes no hit away, and one fewer second of lead asked for neither. */
    @Test
    void moreAlertsNeverHitLess() {
        var random = new Random(3);
        for (int trial = 0; trial < 300; trial++) {
            var letters = new StringBuilder("ooo");
            for (int i = 0; i < 60; i++) {
                letters.append(random.nextInt(4) == 0 ? 'x' : 'o');
            }
            int begin = random.nextInt(60);
            TestedAlert one = alert("a", begin, begin + 1 + random.nextInt(20));
            int other = random.nextInt(60);
            TestedAlert two = alert("b", other, other + 1 + random.nextInt(20));
            long few = hits(match(letters.toString(), one));
            long many = hits(match(letters.toString(), one, two));
            assertThat(many).isGreaterThanOrEqualTo(few);
            assertThat(match(letters.toString(), one, two).alerts()).hasSize(2);
        }
    }

    private static long hits(WarningMatch match) {
        return match.events().stream().filter(of -> of.fate() == EventFate.HIT).count();
    }
}
