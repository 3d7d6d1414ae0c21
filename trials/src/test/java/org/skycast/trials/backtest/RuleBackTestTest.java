package org.skycast.trials.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.StartupException;
import org.skycast.trials.alert.RuleReader;
import org.skycast.trials.backtest.RuleBackTest.Fitting;
import org.skycast.trials.report.DashboardAddress;

class RuleBackTestTest {

    private static final String RULES = """
            rules:
              - id: rain
                title: Rain <b>soon</b>
                stations: ["a", "b"]
                overrides: { b: { raise: 0.5 } }
                event: rain
                window: { from: 10, to: 60 }
                raise: 0.6
                clear: 0.3
                raiseAfter: 1 of 1
              - id: cold
                stations: ["*"]
                variable: temperature
                comparator: "<"
                unit: degF
                window: { from: 10, to: 120 }
                levels:
                  - { severity: Minor, threshold: 35.6, raise: 0.6, clear: 0.3 }
                  - { severity: Severe, threshold: 30.2, costLoss: 0.4 }
            """;

    private static final String SHY_AND_EAGER = """
            rules:
              - { id: shy, stations: ["*"], event: rain, window: { from: 10, to: 60 }, raise: 0.9, raiseAfter: 1 of 1 }
              - { id: eager, stations: ["*"], event: rain, window: { from: 10, to: 60 }, raise: 0.65, raiseAfter: 1 of 1 }
            """;

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));

    @TempDir
    Path folder;

    private BackTestReport run(MadeWeather weather, String rules) throws IOException {
        return new RuleBackTest(weather.ask(rules), MadeWeather.READER, clock).run(weather, Optional.empty());
    }

    private static JsonNode tree(BackTestReport report) throws IOException {
        return new JsonMapper().readTree(report.json());
    }

    private static JsonNode row(JsonNode tree, String rule, int level, String station) {
        for (JsonNode row : tree.get("rows")) {
            if (row.get("rule").asText().equals(rule)
                    && row.get("level").asInt() == level
                    && row.get("station").asText("").equals(station)) {
                return row;
            }
        }
        throw new AssertionError(rule + " " + level + " " + station);
    }

    /** What is kept of a forecast is to the engine what the whole one is: it tells the same, message for message. */
    @Test
    void theEngineTellsOfWhatIsKeptWhatItTellsOfTheWhole() {
        var weather = new MadeWeather(0.7, 6, "a");
        BackTestAsk ask = weather.ask(RULES);
        var trial = new StationTrial(weather.read(ask).of("a"), ask.from(), ask.to(), ask.minLead());
        Map<String, List<AlertMessage>> told = trial.told(ask.rules());
        AlertBook book = AlertBook.EMPTY;
        for (AlertRule rule : ask.rules()) {
            book = book.with(rule);
        }
        var judge = new StationAlertJudge("a", book, LeadSkill.ASSUMED);
        List<AlertMessage> whole = new ArrayList<>();
        StationAlerts state = StationAlerts.NONE;
        long offset = 0;
        for (Forecast forecast : weather.forecasts("a")) {
            if (forecast.referenceTime().isBefore(ask.to())) {
                AlertOutcome outcome = judge.take(state, forecast, new Origin("made", 0, offset));
                state = outcome.next();
                whole.addAll(outcome.messages());
            }
            offset++;
        }
        whole.addAll(judge.pass(state, ask.to()).messages());
        for (AlertRule rule : ask.rules()) {
            assertThat(told.get(rule.id()))
                    .hasSizeGreaterThan(10)
                    .isEqualTo(whole.stream()
                            .filter(message -> message.rule().id().equals(rule.id()))
                            .toList());
        }
    }

    @Test
    void aForecastThatKnowsEverythingHitsEverythingAndTellsNothingInVain() throws IOException {
        BackTestReport report = run(new MadeWeather(1, 15, "a", "b"), RULES);
        JsonNode rain = row(tree(report), "rain", 0, "");
        assertThat(report.isTold()).isTrue();
        assertThat(rain.get("events").asInt())
                .isGreaterThan(20)
                .isEqualTo(rain.get("hits").asInt());
        assertThat(rain.get("falseAlarms").asInt()).isZero();
        assertThat(rain.at("/csi/value").asDouble()).isEqualTo(1);
        // An hour ahead is the window's end, less what the log took to issue it.
        assertThat(rain.at("/leadMinutes/median").asDouble()).isBetween(45.0, 60.0);
        assertThat(rain.get("auc").asDouble()).isEqualTo(1);
        assertThat(rain.get("events").asInt())
                .isEqualTo(row(tree(report), "rain", 0, "a").get("events").asInt()
                        + row(tree(report), "rain", 0, "b").get("events").asInt());
        assertThat(rain.get("unknownFor").fieldNames()).toIterable().containsExactly("DEGRADED");
        assertThat(rain.get("shareUnknown").asDouble()).isCloseTo(3.0 / 500, within(0.002));
    }

    @Test
    void forecastsThatKnowNothingAreToldOfAsSuch() throws IOException {
        JsonNode rain = row(tree(run(new MadeWeather(0, 10, "a"), RULES)), "rain", 0, "");
        assertThat(rain.get("auc").asDouble()).isBetween(0.4, 0.6);
        // It cries all the time.
        assertThat(rain.get("shareInAlert").asDouble()).isGreaterThan(0.9);
        assertThat(rain.get("value").get(0).get("own").asDouble()).isNegative();
    }

    @Test
    void fewDaysCannotTell() throws IOException {
        BackTestReport report = run(new MadeWeather(1, 5, "a"), RULES);
        assertThat(report.isTold()).isFalse();
        assertThat(report.table()).contains("cannot tell; at least 10 events on 7 days are asked for");
        assertThat(tree(report).get("decision").asText()).isEqualTo("cannot tell");
    }

    @Test
    void aRuleThatHoldsNowhereCannotBeTold() throws IOException {
        assertThat(run(new MadeWeather(1, 8, "c"), RULES).isTold()).isFalse();
        var weather = new MadeWeather(1, 8, "c");
        String elsewhere = RULES.replace("[\"*\"]", "[\"x\"]");
        assertThatThrownBy(() -> run(weather, elsewhere))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("nothing was foretold at a station for which the rules are");
    }

    @Test
    void whatWentWrongIsListedFirstAndAllIsListed() throws IOException {
        JsonNode tree = tree(run(new MadeWeather(0.35, 12, "a"), SHY_AND_EAGER));
        List<String> order = List.of("MISSED", "LATE", "FALSE_ALARM", "UNJUDGED", "HIT", "TRUE");
        List<String> fates = tree.get("cases").findValuesAsText("fate");
        assertThat(fates).contains("MISSED", "FALSE_ALARM", "HIT", "TRUE");
        assertThat(fates.stream().map(order::indexOf).toList()).isSorted();
        int all = 0;
        for (String name : List.of("events", "unjudgedEvents", "alerts", "unjudgedAlerts")) {
            all += row(tree, "shy", 0, "").get(name).asInt()
                    + row(tree, "eager", 0, "").get(name).asInt();
        }
        assertThat(fates).hasSize(all);
    }

    @Test
    void theSameInputGivesTheSameReport() throws IOException {
        String one = run(new MadeWeather(0.6, 3, "a"), RULES).json();
        assertThat(run(new MadeWeather(0.6, 3, "a"), RULES).json()).isEqualTo(one);
    }

    @Test
    void thePageNeedsNothingButItselfAndTakesNothingForMarkup() throws IOException {
        run(new MadeWeather(0.7, 4, "a", "b"), RULES).write(folder);
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("<b>soon</b>")
                .doesNotContain("{{")
                .contains("\\u003cb\\u003esoon");
        assertThat(page.split("<script")).hasSize(8);
        assertThat(page).doesNotContainPattern("(src|href)=[\"']?http");
        JsonNode json = new JsonMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.get("cases")).isNotEmpty();
        assertThat(json.get("cases").get(0).has("said")).isFalse();
    }

    @Test
    void casesLeadToADashboardWhereOneIsNamed() throws IOException {
        BackTestReport report = run(new MadeWeather(0.7, 4, "a"), RULES);
        report.write(folder);
        assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("weather.example");
        report.linkedTo(DashboardAddress.of("https://weather.example/sky")).write(folder);
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("\"dashboard\":\"https://weather.example/sky/\"");
        assertThat(Files.readString(folder.resolve("report.json"))).doesNotContain("weather.example");
    }

    @Test
    void whatIsFittedOnOnePartIsJudgedOnTheRestAndCanBeRead() throws IOException {
        var weather = new MadeWeather(0.45, 24, "a", "b");
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path out = folder.resolve("fitted").resolve("rules.yaml");
        BackTestReport report = new RuleBackTest(weather.ask(RULES), MadeWeather.READER, clock)
                .run(weather, Optional.of(new Fitting(MadeWeather.day(12), rules, out)));
        JsonNode tree = tree(report);
        assertThat(tree.at("/range/from").asText())
                .isEqualTo(MadeWeather.day(12).toString());
        assertThat(tree.get("fits")).hasSize(3);
        JsonNode rain = tree.get("fits").get(0);
        assertThat(rain.get("isFitted").asBoolean()).isTrue();
        // It raised at 0.6, which is seldom said; what it comes to on days that it has not seen is better.
        assertThat(rain.get("csiByTime").asDouble())
                .isGreaterThan(row(tree, "rain", 0, "").get("csiByTime").asDouble());
        List<AlertRule> fitted = MadeWeather.READER.read(out).stream()
                .map(RuleReader.Draft::rule)
                .toList();
        assertThat(fitted).hasSize(2);
        assertThat(fitted.get(0).levels().get(0).calibration().points()).isNotEmpty();
        assertThat(fitted.get(0).levels().get(0).raise())
                .isCloseTo(rain.get("raise").asDouble(), within(1e-9));
        assertThat(fitted.get(0).levels("b").get(0).raise())
                .isEqualTo(fitted.get(0).levels().get(0).raise());
        assertThat(fitted.get(1).levels().get(1).costLoss()).hasValue(0.4);
        assertThat(fitted.get(1).levels().get(1).raise()).isEqualTo(0.4);
        assertThat(fitted.get(1).condition().givenUnits()).isEqualTo("degF");
        assertThat(Files.readString(out)).startsWith("# Fitted on what came from 2026-06-01T00:00:00Z");
    }

    @Test
    void whatHasTooFewEventsIsNotFitted() throws IOException {
        var weather = new MadeWeather(0.9, 12, "a");
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path out = folder.resolve("fitted.yaml");
        BackTestReport report = new RuleBackTest(weather.ask(RULES), MadeWeather.READER, clock)
                .run(weather, Optional.of(new Fitting(MadeWeather.day(3), rules, out)));
        assertThat(tree(report).get("fits").get(0).get("isFitted").asBoolean()).isFalse();
        assertThat(report.table()).contains("not fitted: the first part has");
        assertThat(MadeWeather.READER.read(out).get(0).rule())
                .isEqualTo(MadeWeather.READER.read(rules).get(0).rule());
    }
}
