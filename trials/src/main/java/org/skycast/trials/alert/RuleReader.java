package org.skycast.trials.alert;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.LeadWindow;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertDemands;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertPhrases;
import org.skycast.nowcast.alert.AlertPlaces;
import org.skycast.nowcast.alert.AlertRelation;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.AlertTiming;
import org.skycast.nowcast.alert.AlertWording;
import org.skycast.nowcast.alert.AlertWords;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.settings.SettingsException;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/**
 * Reads rules from YAML. What does not fit is told in one sentence, with the nearest right thing.
 *
 * @param spec what the bundle foretells
 */
public record RuleReader(ForecastSpec spec) {

    private static final Environment NOTHING = new Environment("SKYCAST_ALERT_RULES_", Map.of());
    private static final Pattern SOME_OF = Pattern.compile("(\\d+)\\s+of\\s+(\\d+)");
    private static final Pattern BRACES = Pattern.compile("[{}]");

    /**
     * A rule of a file.
     *
     * @param rule the rule; its revision and its beginning are still to be told
     * @param revision the revision that the file gives it, if it does
     */
    public record Draft(AlertRule rule, Optional<Integer> revision) {}

    /** @throws SettingsException in one sentence if the file cannot be read or a rule does not fit */
    public List<Draft> read(Path file) {
        return drafts(SettingsFile.read(file, "{}", RuleKeys.File.class, NOTHING), file.toString());
    }

    /** The same of rules that are at hand; {@code where} names them in messages. */
    public List<Draft> read(String yaml, String where) {
        return drafts(SettingsFile.read(yaml, where, "{}", RuleKeys.File.class, NOTHING), where);
    }

    /** Between what {@code raise} and {@code clear} of a level may lie. */
    public RuleBounds bounds(AlertRule rule, AlertLevel level) {
        return RuleBounds.of(rule.condition(), level, spec.quantileLevels());
    }

    private List<Draft> drafts(RuleKeys.File file, String where) {
        List<RuleKeys> all = Optional.ofNullable(file.rules()).orElse(List.of());
        if (all.isEmpty()) {
            throw new SettingsException("The file %s has no rules; give a list under 'rules:'.".formatted(where));
        }
        List<Draft> drafts = new ArrayList<>();
        for (@Nullable RuleKeys keys : all) {
            if (keys == null) {
                throw new SettingsException("A rule of %s says nothing; take its '-' away.".formatted(where));
            }
            try {
                AlertRule rule = rule(keys);
                if (drafts.stream().anyMatch(one -> one.rule().id().equals(rule.id()))) {
                    throw new SettingsException("id: it is there twice; give each rule an id of its own.");
                }
                RuleFit.require(rule, spec);
                drafts.add(new Draft(rule, Optional.ofNullable(keys.revision())));
            } catch (IllegalArgumentException | SettingsException | DateTimeException e) {
                throw new SettingsException(
                        "The rule '%s' of %s does not fit: %s".formatted(keys.id(), where, e.getMessage()), e);
            }
        }
        return drafts;
    }

    private AlertRule rule(RuleKeys keys) {
        String id = require(keys.id(), "id", "a short name such as frost");
        AlertCondition condition = condition(keys);
        var levels = new RuleLevels(condition, spec);
        List<AlertLevel> own = levels.of(keys.given());
        Map<String, List<AlertLevel>> overrides = new HashMap<>();
        orNone(keys.overrides())
                .forEach((station, over) -> overrides.put(
                        station,
                        levels.over(
                                keys.given(), require(over, "overrides: " + station, "a threshold, raise or clear"))));
        return new AlertRule(
                id,
                1,
                Instant.EPOCH,
                Optional.ofNullable(keys.enabled()).orElse(true),
                Optional.ofNullable(keys.title()).orElse(id),
                Optional.ofNullable(keys.note()).orElse(""),
                new AlertPlaces(require(keys.stations(), "stations", "a list of ids or [\"*\"]"), overrides),
                condition,
                own,
                timing(keys),
                new AlertDemands(
                        Optional.ofNullable(keys.minCompleteness()).orElse(0.5),
                        Optional.ofNullable(keys.maxInputAge()).orElse(Duration.ofMinutes(45)),
                        Boolean.TRUE.equals(keys.requireSkill())),
                wording(keys));
    }

    private AlertCondition condition(RuleKeys keys) {
        Optional<ForecastSpec.Event> event = Optional.ofNullable(keys.event()).map(name -> RuleFit.event(name, spec));
        Feature of = event.map(ForecastSpec.Event::of)
                .orElseGet(() -> RuleFit.variable(
                        RuleUnits.cfName(require(keys.variable(), "variable", "a CF name such as air_temperature")),
                        spec));
        boolean change = Boolean.TRUE.equals(keys.change());
        if (event.isPresent() && (keys.variable() != null || change)) {
            throw new SettingsException("event: goes with neither variable nor change; take them away, or event.");
        }
        if (event.isPresent() && Boolean.TRUE.equals(keys.requireSkill())) {
            throw new SettingsException(
                    "requireSkill: what stations teach is weighed for variables, and not for events; take it away.");
        }
        var window = keys.window() == null ? new RuleKeys.WindowKeys(10, 120) : keys.window();
        String sign = event.isPresent() && keys.comparator() == null
                ? ">="
                : require(keys.comparator(), "comparator", "one of <, <=, > and >=");
        if (event.isPresent() && relation(sign) != AlertRelation.AT_LEAST) {
            throw new SettingsException(
                    "comparator: an event is foretold to happen, and not to fail; give >=, or leave it out.");
        }
        return new AlertCondition(
                of,
                event.map(ForecastSpec.Event::name),
                change ? Measure.CHANGE : Measure.VALUE,
                relation(sign),
                Optional.ofNullable(keys.unit()).orElse(of.units()),
                new LeadWindow(Duration.ofMinutes(window.from()), Duration.ofMinutes(window.to())));
    }

    private static AlertRelation relation(String sign) {
        String known = Map.of("below", "<", "above", ">", "at most", "<=", "at least", ">=")
                .getOrDefault(sign, sign);
        return AlertRelation.of(known)
                .orElseThrow(() -> new SettingsException(
                        "comparator: '%s' is none; give one of <, <=, > and >=, in quotes.".formatted(sign)));
    }

    private static AlertTiming timing(RuleKeys keys) {
        String after = Optional.ofNullable(keys.raiseAfter()).orElse("2 of 3");
        Matcher some = SOME_OF.matcher(after.strip());
        if (!some.matches()) {
            throw new SettingsException(
                    "raiseAfter: '%s' is no count of forecasts; write it as 2 of 3.".formatted(after));
        }
        return new AlertTiming(
                Integer.parseInt(some.group(1)),
                Integer.parseInt(some.group(2)),
                Optional.ofNullable(keys.clearAfter()).orElse(3),
                Optional.ofNullable(keys.minActive()).orElse(Duration.ofMinutes(30)),
                Optional.ofNullable(keys.cooldown()).orElse(Duration.ofHours(1)),
                Optional.ofNullable(keys.updateEvery()).orElse(Duration.ofHours(8)));
    }

    private static AlertWording wording(RuleKeys keys) {
        Map<String, AlertPhrases> texts = new HashMap<>();
        orNone(keys.texts())
                .forEach((language, text) ->
                        texts.put(language, phrases(require(text, "texts: " + language, "a headline"))));
        if (texts.isEmpty()) {
            texts.put("en", new AlertPhrases("{title}, {area}: {probability} % from {onset}", "", "", "", "", "", ""));
        }
        return new AlertWording(
                constant(AlertWording.Status.class, "status", keys.status(), AlertWording.Status.Test),
                constant(AlertWording.Scope.class, "scope", keys.scope(), AlertWording.Scope.Public),
                ZoneId.of(Optional.ofNullable(keys.zone()).orElse("UTC")),
                Optional.ofNullable(keys.area()),
                texts,
                orNone(keys.labels()));
    }

    private static AlertPhrases phrases(RuleKeys.TextKeys text) {
        return new AlertPhrases(
                checked(require(text.headline(), "headline", "a line of text")),
                checked(text.description()),
                checked(text.instruction()),
                checked(text.cleared()),
                checked(text.unknown()),
                checked(text.expired()),
                checked(text.cancelled()));
    }

    private static String checked(@Nullable String text) {
        String said = Optional.ofNullable(text).orElse("");
        for (String name : AlertWords.namesIn(said)) {
            if (!AlertWords.names().contains(name)) {
                throw new SettingsException("texts: {%s} is not known; %s"
                        .formatted(
                                name,
                                SettingsFile.nearest(name, AlertWords.names())
                                        .map("did you mean {%s}?"::formatted)
                                        .orElse("known are " + String.join(", ", AlertWords.names()) + ".")));
            }
        }
        String rest = said;
        for (String name : AlertWords.names()) {
            rest = rest.replace("{" + name + "}", "");
        }
        if (BRACES.matcher(rest).find()) {
            throw new SettingsException(
                    "texts: '%s' has a brace without its other; write names as {onset}.".formatted(said));
        }
        return said;
    }

    static <E extends Enum<E>> E constant(Class<E> type, String key, @Nullable String name, E usual) {
        if (name == null) {
            return usual;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException("%s: '%s' is none; give one of %s."
                        .formatted(
                                key,
                                name,
                                Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")))));
    }

    static <T> T require(@Nullable T value, String key, String form) {
        if (value == null) {
            throw new SettingsException("%s: is missing; give %s.".formatted(key, form));
        }
        return value;
    }

    private static <V> Map<String, V> orNone(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
