package org.skycast.nowcast.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skycast.nowcast.warning.MadeSeries.at;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.warning.TestedAlert.Spell;

class TimeInAlertTest {

    private static TestedAlert alert(int... slots) {
        var spells = new java.util.ArrayList<Spell>();
        for (int i = 0; i < slots.length; i += 2) {
            spells.add(new Spell(at(slots[i]), at(slots[i + 1])));
        }
        return new TestedAlert("a", spells, Duration.ZERO, 0.7, Optional.of(Kind.CLEARED));
    }

    /** By slot, whether the condition was met in the window: {@code x}, {@code o}, or not known. */
    private static TimeInAlert counted(String came, TestedAlert... alerts) {
        var walk = new TimeInAlert.Walk(List.of(alerts));
        for (int i = 0; i < came.length(); i++) {
            if (came.charAt(i) != ' ') {
                walk.take(at(i), came.charAt(i) == 'x');
            }
        }
        return walk.counted();
    }

    @Test
    void everyForecastIsCountedWhereItIsKnownWhatCame() {
        TimeInAlert counted = counted("oxxx ooxxo", alert(2, 6, 7, 8));
        assertThat(counted).isEqualTo(new TimeInAlert(3, 1, 2));
        assertThat(counted.csi()).isCloseTo(0.5, within(1e-12));
        assertThat(counted.and(new TimeInAlert(1, 1, 1))).isEqualTo(new TimeInAlert(4, 2, 3));
    }

    @Test
    void whatARaiseTellsHoldsWithItsOwnForecastAndAnEndDoesNot() {
        assertThat(counted("xxx", alert(0, 2))).isEqualTo(new TimeInAlert(2, 0, 1));
    }

    @Test
    void anAlertThatNeverEndsHitsEveryEventAndIsNotTheBest() {
        String came = "ooooooxxoooooooooxxooooooo";
        double always = counted(came, alert(0, 30)).csi();
        double apt = counted(came, alert(6, 8), alert(17, 19)).csi();
        assertThat(always).isLessThan(0.2);
        assertThat(apt).isEqualTo(1);
        assertThat(TimeInAlert.NONE.csi()).isNaN();
    }
}
