package org.skycast.nowcast.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.verify.Score;

class CaseTest {

    @Test
    void scoresOfDifferentTruthsAreNoCase() {
        Duration lead = MadeCases.LEADS.get(0);
        Instant at = MadeCases.BEGIN;
        Score one = MadeCases.of("wind_speed", at, lead, 4, 1, OptionalDouble.empty());
        List<Score> others = List.of(
                MadeCases.of("wind_speed", at, lead, 5, 1, OptionalDouble.empty()),
                MadeCases.of("wind_speed", at.plusSeconds(600), lead, 4, 1, OptionalDouble.empty()),
                MadeCases.of("wind_speed", at, MadeCases.LEADS.get(1), 4, 1, OptionalDouble.empty()),
                MadeCases.of("air_temperature", at, lead, 4, 1, OptionalDouble.empty()),
                new Score.OfEvent("wind_speed", lead, at, 0.5, true, Optional.empty(), OptionalDouble.empty()),
                new Score.Missing("wind_speed", lead, at));
        for (Score other : others) {
            assertThatThrownBy(() -> new Case("a", one, other)).hasMessageContaining("not scores of one truth");
        }
        assertThatThrownBy(() -> new Case("a", others.get(5), others.get(5))).hasMessageContaining("pair them anew");
        Score nan = MadeCases.of("wind_speed", at, lead, 4, Double.NaN, OptionalDouble.empty());
        assertThatThrownBy(() -> new Case("a", one, nan)).hasMessageContaining("not a finite number");
    }

    @Test
    void persistenceIsAScoreOfItsOwnWhereBothModelsHadIt() {
        Duration lead = MadeCases.LEADS.get(0);
        Instant at = MadeCases.BEGIN;
        Score with = MadeCases.of("wind_speed", at, lead, 4, 1, OptionalDouble.of(-2));
        Score without = MadeCases.of("wind_speed", at, lead, 4, 1, OptionalDouble.empty());
        Score persistence = new Case("a", with, with).persistence().orElseThrow();
        assertThat(Case.worth(persistence)).isEqualTo(2);
        assertThat(Case.error(persistence)).isEqualTo(-2);
        assertThat(new Case("a", with, without).persistence()).isEmpty();
        assertThat(new Case("a", without, with).persistence()).isEmpty();
        Score event = new Score.OfEvent("rain", lead, at, 0.3, true, Optional.of(false), OptionalDouble.empty());
        assertThat(Case.worth(new Case("a", event, event).persistence().orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void whatTheBundleItselfSaidMakesNoCaseUnequal() {
        Duration lead = MadeCases.LEADS.get(0);
        Instant at = MadeCases.BEGIN;
        Score learnt = new Score.OfEvent("rain", lead, at, 0.3, true, Optional.of(false), OptionalDouble.of(0.5));
        Score asItIs = new Score.OfEvent("rain", lead, at, 0.3, true, Optional.of(false), OptionalDouble.empty());
        assertThat(new Case("a", learnt, asItIs).isEqual()).isTrue();
        Score variable = MadeCases.of("wind_speed", at, lead, 4, 1, OptionalDouble.of(-2));
        assertThat(variable.issued()).isEqualTo(variable);
    }
}
