package org.skycast.trials.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.settings.SettingsException;
import org.skycast.settings.SettingsFile;

/** Whether a bundle foretells what a rule asks for. */
final class RuleFit {

    private RuleFit() {}

    /** The variable of this CF name, if the bundle foretells its quantiles. */
    static Feature variable(String cfName, ForecastSpec spec) {
        List<String> targets =
                spec.targets().stream().map(target -> target.feature().cfName()).toList();
        Optional<Feature> feature = Feature.named(cfName).filter(known -> targets.contains(cfName));
        if (feature.isPresent()) {
            return feature.get();
        }
        Optional<ForecastSpec.Event> event = spec.events().stream()
                .filter(one -> one.of().cfName().equals(cfName))
                .findFirst();
        if (event.isPresent()) {
            throw new SettingsException("variable: of %s the bundle foretells %s %s and more alone; give event: %s."
                    .formatted(
                            cfName,
                            event.get().threshold(),
                            event.get().of().units(),
                            event.get().name()));
        }
        if (cfName.equals(Feature.WIND_GUST.cfName()) && targets.contains(Feature.WIND_SPEED.cfName())) {
            throw new SettingsException(
                    "variable: the bundle foretells means of slots and no gusts; give wind_speed, with a lower threshold.");
        }
        throw new SettingsException("variable: the bundle does not foretell '%s'; %s"
                .formatted(
                        cfName,
                        SettingsFile.nearest(cfName, targets)
                                .map("did you mean %s?"::formatted)
                                .orElse("it foretells " + String.join(", ", targets) + ".")));
    }

    /** The event of this name. */
    static ForecastSpec.Event event(String name, ForecastSpec spec) {
        List<String> events =
                spec.events().stream().map(ForecastSpec.Event::name).toList();
        return spec.events().stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException("event: the bundle does not foretell '%s'; %s"
                        .formatted(
                                name,
                                SettingsFile.nearest(name, events)
                                        .map("did you mean %s?"::formatted)
                                        .orElse("it foretells " + String.join(", ", events) + "."))));
    }

    /** @throws SettingsException in one sentence if the bundle cannot answer the rule */
    static void require(AlertRule rule, ForecastSpec spec) {
        var window = rule.condition().window();
        List<Duration> leads = spec.leads();
        if (leads.stream().noneMatch(window::holds) || window.to().compareTo(leads.get(leads.size() - 1)) > 0) {
            throw new SettingsException("window: from %d to %d is not foretold; the leads go from %d to %d minutes."
                    .formatted(
                            window.from().toMinutes(),
                            window.to().toMinutes(),
                            leads.get(0).toMinutes(),
                            leads.get(leads.size() - 1).toMinutes()));
        }
        Stream.concat(Stream.of(rule.levels()), rule.places().overrides().values().stream())
                .flatMap(List::stream)
                .forEach(level -> require(rule, level, spec.quantileLevels()));
    }

    private static void require(AlertRule rule, AlertLevel level, List<Double> quantiles) {
        RuleBounds bounds = RuleBounds.of(rule.condition(), level, quantiles);
        if (level.raise() > bounds.most()) {
            throw new SettingsException("raise: %s is beyond the bundle's outermost quantile; give at most %s."
                    .formatted(level.raise(), bounds.most()));
        }
        if (level.clear() < bounds.least()) {
            throw new SettingsException("clear: %s is beyond the bundle's outermost quantile; give at least %s."
                    .formatted(level.clear(), bounds.least()));
        }
    }
}
