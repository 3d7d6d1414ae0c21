package org.skycast.nowcast.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.verify.Score;

class ComparisonTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    private final List<Case> cases = new MadeCases(1, 20, 0.8, 0.3).cases();
    private final Comparison comparison = MadeCases.compare(cases);

    private List<Case> of(String name, Duration lead) {
        return cases.stream()
                .filter(of -> of.candidate().name().equals(name)
                        && of.candidate().lead().equals(lead))
                .toList();
    }

    private static double mean(List<Case> cases, java.util.function.ToDoubleFunction<Case> value) {
        return cases.stream().mapToDouble(value).average().orElseThrow();
    }

    private static Score.OfVariable candidate(Case of) {
        return (Score.OfVariable) of.candidate();
    }

    @Test
    void aRowIsWhatTheListOfItsCasesGives() {
        for (Row row : comparison.rows()) {
            List<Case> all = of(row.name(), row.lead());
            assertThat(row.cases()).isEqualTo(all.size());
            assertThat(row.candidate().score()).isCloseTo(mean(all, c -> Case.worth(c.candidate())), ROUNDING);
            assertThat(row.champion().score()).isCloseTo(mean(all, c -> Case.worth(c.champion())), ROUNDING);
            assertThat(row.candidate().bias()).isCloseTo(mean(all, c -> Case.error(c.candidate())), ROUNDING);
            if (row.candidate() instanceof Figures.OfVariable figures) {
                assertThat(figures.mae())
                        .isCloseTo(mean(all, c -> Math.abs(candidate(c).error())), ROUNDING);
                assertThat(figures.rmse())
                        .isCloseTo(
                                Math.sqrt(mean(all, c -> Math.pow(candidate(c).error(), 2))), ROUNDING);
                assertThat(figures.coverage80())
                        .isCloseTo(mean(all, c -> candidate(c).inside80() ? 1 : 0), ROUNDING);
            }
        }
        assertThat(comparison.rows()).hasSize(6);
    }

    @Test
    void persistenceIsHeldAgainstBothOnTheCasesThatItAnswered() {
        Row row = comparison.rows().get(0);
        List<Case> answered = of(row.name(), row.lead()).stream()
                .filter(of -> candidate(of).persistenceError().isPresent())
                .toList();
        Row.WithPersistence all = row.withPersistence().orElseThrow();
        assertThat(all.cases()).isEqualTo(answered.size()).isLessThan(row.cases());
        assertThat(all.candidate().score())
                .isCloseTo(mean(answered, c -> candidate(c).crps()), ROUNDING);
        assertThat(all.persistence().score())
                .isCloseTo(
                        mean(
                                answered,
                                c -> Math.abs(candidate(c).persistenceError().orElseThrow())),
                        ROUNDING);
    }

    @Test
    void eventsHaveReliabilityInTenBins() {
        Row row = comparison.rows().stream().filter(Row::isEvent).findFirst().orElseThrow();
        var figures = (Figures.OfEvent) row.champion();
        assertThat(figures.reliability().stream().mapToLong(Figures.Bin::count).sum())
                .isEqualTo(row.cases());
        for (Figures.Bin bin : figures.reliability()) {
            List<Score.OfEvent> within = of(row.name(), row.lead()).stream()
                    .map(of -> (Score.OfEvent) of.champion())
                    .filter(score -> score.probability() >= bin.from() && score.probability() < bin.to())
                    .toList();
            assertThat(bin.count()).isEqualTo(within.size());
            assertThat(bin.frequency())
                    .isCloseTo(
                            within.stream().filter(Score.OfEvent::happened).count() / (double) within.size(), ROUNDING);
            assertThat(bin.stated()).isBetween(bin.from(), bin.to());
        }
    }

    @Test
    void slicesAreByStationAndByHourOfTheForetoldTime() {
        Comparison.OfStation station = comparison.stations().get(1);
        assertThat(station.means().candidate())
                .isCloseTo(
                        mean(
                                of(station.name(), station.lead()).stream()
                                        .filter(of -> of.stationId().equals(station.stationId()))
                                        .toList(),
                                c -> Case.worth(c.candidate())),
                        ROUNDING);
        assertThat(comparison.stations()).hasSize(6 * 3);
        // Four hours after each third hour.
        assertThat(comparison.hours().stream()
                        .filter(of -> of.lead().equals(Duration.ofHours(4)))
                        .map(Comparison.OfHour::hour))
                .containsOnly(1, 4, 7, 10, 13, 16, 19, 22);
        assertThat(comparison.hours().stream()
                        .mapToLong(of -> of.means().cases())
                        .sum())
                .isEqualTo(cases.size());
    }

    @Test
    void theOrderOfCasesDoesNotMatter() {
        var shuffled = new ArrayList<>(cases);
        for (long seed = 0; seed < 5; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            Comparison other = MadeCases.compare(shuffled);
            assertThat(other.farthest()).isEqualTo(comparison.farthest());
            assertThat(other.stations()).isEqualTo(comparison.stations());
            assertThat(Findings.of(other, 7)).isEqualTo(Findings.of(comparison, 7));
        }
    }

    @Test
    void partsThatAreAddedUpAreTheWhole() {
        var whole = new Comparison();
        for (int part = 0; part < 4; part++) {
            var ofPart = new Comparison();
            for (int i = part; i < cases.size(); i += 4) {
                ofPart.add(cases.get(i));
            }
            ofPart.missing("rain", MadeCases.LEADS.get(0));
            whole.add(ofPart);
        }
        assertThat(whole.rows()).isEqualTo(comparison.rows());
        assertThat(whole.stations()).isEqualTo(comparison.stations());
        assertThat(whole.hours()).isEqualTo(comparison.hours());
        assertThat(whole.farthest()).isEqualTo(comparison.farthest());
        assertThat(whole.uncompared()).containsExactly(new Comparison.Uncompared("rain", MadeCases.LEADS.get(0), 4, 0));
        assertThat(Findings.of(whole, 7).rows())
                .isEqualTo(Findings.of(comparison, 7).rows());
    }

    @Test
    void aNameThatIsAVariableInOnePartAndAnEventInAnotherIsRefused() {
        Case event = cases.stream()
                .filter(of -> of.candidate() instanceof Score.OfEvent)
                .findFirst()
                .orElseThrow();
        Score score = MadeCases.of(
                event.candidate().name(),
                event.candidate().referenceTime(),
                event.candidate().lead(),
                1,
                0,
                OptionalDouble.empty());
        var variable = MadeCases.compare(List.of(new Case("a", score, score)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.add(variable))
                .withMessageContaining("both a variable and an event");
    }

    @Test
    void farthestCasesAreThoseWhereTheCandidateLostMostAndThoseWhereItGainedMost() {
        for (int sign : new int[] {1, -1}) {
            assertThat(comparison.farthest().stream()
                            .filter(of -> of.times() * sign > 0)
                            .map(Comparison.Farthest::of)
                            .filter(of -> of.candidate().name().equals("wind_speed")))
                    .containsExactlyElementsOf(expected(sign));
        }
        assertThat(comparison.farthest()).hasSize(3 * 2 * Comparison.FARTHEST);
    }

    /** Of wind, one of a station and day. */
    private List<Case> expected(int sign) {
        Map<String, Double> means = comparison.rows().stream()
                .collect(Collectors.toMap(
                        row -> row.name() + row.lead(), row -> row.champion().score()));
        Comparator<Case> byTimes = Comparator.comparingDouble(of -> sign
                * (Case.worth(of.champion()) - Case.worth(of.candidate()))
                / means.get(of.candidate().name() + of.candidate().lead()));
        var days = new HashSet<String>();
        return cases.stream()
                .filter(of -> of.candidate().name().equals("wind_speed"))
                .sorted(byTimes)
                .filter(of -> days.add(of.stationId() + day(of.candidate())))
                .limit(Comparison.FARTHEST)
                .toList();
    }

    private static LocalDate day(Score score) {
        return LocalDate.ofInstant(score.referenceTime().plus(score.lead()), ZoneOffset.UTC);
    }

    @Test
    void casesAreSummedUpAndLetGo() {
        var sums = new Comparison();
        List<WeakReference<Case>> kept = new ArrayList<>();
        for (Case of : new MadeCases(2, 20, 1, 0.1).cases()) {
            sums.add(of);
            kept.add(new WeakReference<>(of));
        }
        for (int i = 0; i < 50 && alive(kept) > 12 * Comparison.FARTHEST; i++) {
            System.gc();
        }
        assertThat(alive(kept)).isLessThanOrEqualTo(12 * Comparison.FARTHEST);
        assertThat(sums.rows().stream().mapToLong(Row::cases).sum()).isEqualTo(kept.size());
    }

    private static long alive(List<WeakReference<Case>> kept) {
        return kept.stream().filter(of -> of.get() != null).count();
    }

    @Test
    void whatCouldNotBeComparedIsCounted() {
        comparison.missing("rain", MadeCases.LEADS.get(1));
        comparison.unpaired("rain", MadeCases.LEADS.get(0));
        comparison.unpaired("rain", MadeCases.LEADS.get(0));
        assertThat(comparison.uncompared())
                .containsExactly(
                        new Comparison.Uncompared("rain", MadeCases.LEADS.get(0), 0, 2),
                        new Comparison.Uncompared("rain", MadeCases.LEADS.get(1), 1, 0));
        assertThat(Findings.of(comparison, 7).verdict().reasons())
                .contains("Forecasts that one model alone made are not compared: 2.");
    }
}
