package org.skycast.trials.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.records.AlertRuleRecords;
import org.skycast.settings.SettingsException;

/** Rules as people write them, and what they are told where one does not fit. */
class RuleReaderTest {

    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "alerts");
    private static final ForecastSpec SPEC =
            ModelBundle.load(Path.of("..", "models", "skycast")).forecastSpec();

    private static AlertRule rule(String keys) {
        return new RuleReader(SPEC)
                .read(
                        "rules: [{ id: r, stations: ['*'], variable: air_temperature, comparator: '<', " + keys + " }]",
                        "r.yaml")
                .get(0)
                .rule();
    }

    @Test
    void theShippedExamplesFitTheShippedBundle() {
        List<AlertRule> rules = new RuleReader(SPEC)
                .read(EXAMPLES.resolve("rules.yaml")).stream()
                        .map(RuleReader.Draft::rule)
                        .toList();
        assertThat(rules)
                .extracting(AlertRule::id)
                .containsExactly("frost", "heat", "strong-wind", "rain-soon", "irradiance-ramp", "mildew");
        assertThat(rules)
                .allSatisfy(rule -> assertThat(AlertRuleRecords.toDomain(AlertRuleRecords.toAvro(rule)))
                        .isEqualTo(rule));
    }

    @Test
    void amountsOfRainAskForABundleThatForetellsThem() {
        assertThatThrownBy(() -> new RuleReader(SPEC).read(EXAMPLES.resolve("heavy-rain.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "of thickness_of_rainfall_amount the bundle foretells 0.1 mm and more alone; give event: rain.");
        var amounts = new ForecastSpec(
                SPEC.leads(),
                SPEC.quantileLevels(),
                List.of(new ForecastSpec.Target(Feature.RAIN, Feature.RAIN)),
                List.of());
        assertThat(new RuleReader(amounts).read(EXAMPLES.resolve("heavy-rain.yaml")))
                .hasSize(1);
    }

    @Test
    void gustsAskForTheWindWhereTheBundleForetellsNone() {
        var without = new ForecastSpec(SPEC.leads(), SPEC.quantileLevels(), SPEC.targets(), List.of());
        assertThatThrownBy(() -> new RuleReader(without)
                        .read(
                                "rules: [{ id: r, stations: ['*'], variable: gust, comparator: '>', threshold: 15 }]",
                                "r.yaml"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("the bundle foretells means of slots and no gusts; give wind_speed");
    }

    @Test
    void skillIsAskedForOfVariablesAlone() {
        assertThat(rule("threshold: 0, requireSkill: true").demands().requireSkill())
                .isTrue();
        assertThat(rule("threshold: 0").demands().requireSkill()).isFalse();
        assertThatThrownBy(() -> new RuleReader(SPEC)
                        .read("rules: [{ id: r, stations: ['*'], event: rain, requireSkill: true }]", "r.yaml"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("requireSkill: what stations teach is weighed for variables, and not for events");
    }

    @Test
    void unitsAreAsPeopleSayThemAndBothAreKept() {
        AlertRule rule = rule("threshold: 32, unit: °F, overrides: { a: { threshold: 35.6 } }");
        assertThat(rule.levels().get(0).threshold()).isZero();
        assertThat(rule.levels().get(0).given()).isEqualTo(32);
        assertThat(rule.levels("a").get(0).threshold()).isEqualTo(2);
        assertThat(rule("threshold: -9, unit: degF, change: true")
                        .levels()
                        .get(0)
                        .threshold())
                .isEqualTo(-5);
        assertThat(rule("threshold: 1, costLoss: 0.2").levels().get(0).raise()).isEqualTo(0.2);
        assertThat(rule("threshold: 1").demands().maxInputAge()).isEqualTo(Duration.ofMinutes(45));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold: 1, variable: air_temprature | did you mean air_temperature?",
                "threshold: 1, variable: gust | of wind_speed_of_gust the bundle foretells 13.9 m s-1 and more alone; give event: gust.",
                "threshold: 1, unit: km/h | The unit 'km/h' does not measure air_temperature, which is in degC.",
                "unit: degC | threshold: is missing; give a number in the rule's unit.",
                "threshold: 1, raise: 0.99 | raise: 0.99 is beyond the bundle's outermost quantile; give at most 0.98.",
                "threshold: 1, clear: 0.01 | clear: 0.01 is beyond the bundle's outermost quantile; give at least 0.02.",
                "threshold: 1, raise: 60 | raise: 60.0 is no probability",
                "threshold: 1, raise: 0.4, clear: 0.5 | clear: 0.5 is not below raise: 0.4; give a lower one, such as 0.2",
                "threshold: 1, raise: 0.4, costLoss: 0.2 | raise follows from it; give one of the two.",
                "threshold: 1, costLoss: 3 | costLoss: 3.0 is no cost over a greater loss",
                "threshold: 1, raiseAfter: twice | raiseAfter: 'twice' is no count of forecasts; write it as 2 of 3.",
                "threshold: 1, raiseAfter: 4 of 3 | raiseAfter: 4 of 3 cannot be",
                "threshold: 1, window: { from: 10, to: 300 } | the leads go from 10 to 240 minutes.",
                "threshold: 1, window: { from: 60, to: 10 } | A window from 60 to 10 minutes is none",
                "threshold: 1, treshold: 2 | did you mean 'threshold'?",
                "threshold: 1, updateEvery: PT1M | updateEvery: PT1M is shorter than ten minutes",
                "threshold: 1, texts: { en: { headline: 'From {onest}' } } | {onest} is not known; did you mean {onset}?",
                "threshold: 1, texts: { en: { headline: 'From {onset' } } | has a brace without its other",
                "threshold: 1, zone: Europe/Kobenhavn | Europe/Kobenhavn",
                "threshold: 1, severity: Bad | severity: 'Bad' is none; give one of Minor, Moderate, Severe, Extreme, Unknown.",
                "threshold: 1, cooldown: PT25H | cooldown: PT25H is longer than a day, after which an incident is forgotten",
                "threshold: 1, texts: { en: } | texts: en: is missing; give a headline.",
                "threshold: 1, overrides: { a: } | overrides: a: is missing; give a threshold, raise or clear.",
                "event: rain | comparator: an event is foretold to happen, and not to fail; give >=, or leave it out.",
                "threshold: 1, event: rian | the bundle does not foretell 'rian'; did you mean rain?",
                "levels: [{ threshold: 0 }, { threshold: 2 }] | put the worst level last.",
                "threshold: 1, overrides: { a: { thresholds: [1, 2] } } | there are 2 thresholds for 1 levels; give one for each.",
                "threshold: 1, calibration: [[0.5, 0.4], [0.4, 0.5]] | The calibration's point 2",
            })
    void whatDoesNotFitIsToldInOneSentence(String keys, String sentence) {
        // A key that is there twice is a mistake of its own.
        String variable = keys.contains("variable:") || keys.contains("event:") ? "" : "variable: air_temperature, ";
        String yaml = "rules: [{ id: r, stations: ['*'], comparator: '<', %s%s }]".formatted(variable, keys);
        assertThatThrownBy(() -> new RuleReader(SPEC).read(yaml, "r.yaml"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("r.yaml");
    }

    private static List<RuleReader.Draft> rain(String keys) {
        return new RuleReader(SPEC)
                .read("rules: [{ id: r, stations: ['*'], event: rain, %s }]".formatted(keys), "r.yaml");
    }

    @Test
    void unitOfAnEventGoesWithItsThreshold() {
        assertThat(rain("comparator: '>='").get(0).rule().levels().get(0).given())
                .isEqualTo(0.1);
        assertThatThrownBy(() -> rain("unit: in"))
                .hasMessageContaining("unit: of an event it goes with its threshold; give both or neither.");
    }

    @Test
    void ruleThatSaysNothingIsNamed() {
        assertThatThrownBy(() -> new RuleReader(SPEC).read("rules: [~]", "r.yaml"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("A rule of r.yaml says nothing; take its '-' away.");
    }

    @Test
    void aFileIsHeldAgainstTheLog() {
        List<RuleReader.Draft> drafts = Stream.of(rule("threshold: 1"), rule("threshold: 2, clear: 0.2"))
                .map(rule -> new RuleReader.Draft(rule, java.util.Optional.empty()))
                .toList();
        Instant from = Instant.parse("2026-06-01T00:00:00Z");
        var first = RuleChanges.of(drafts.subList(0, 1), AlertBook.EMPTY).get(0);
        assertThat(first.line()).isEqualTo("r is new");
        AlertRule written = first.next(from);
        assertThat(written.key()).isEqualTo("r@1");
        AlertBook log = AlertBook.EMPTY.with(written);
        assertThat(RuleChanges.of(drafts.subList(0, 1), log).get(0).isNone()).isTrue();
        var second = RuleChanges.of(drafts.subList(1, 2), log).get(0);
        assertThat(second.line()).isEqualTo("r@1 differs in levels");
        assertThat(second.next(from).revision()).isEqualTo(2);
        assertThatThrownBy(() -> second.next(from.minusSeconds(600))).hasMessageContaining("give --from that or later");
        assertThat(RuleChanges.retired(written, from, "No more.").enabled()).isFalse();
    }
}
