package org.skycast.records;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.skycast.avro.AlertOverride;
import org.skycast.avro.AlertRuleText;
import org.skycast.avro.CalibrationPoint;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.LeadWindow;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertDemands;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertPhrases;
import org.skycast.nowcast.alert.AlertPlaces;
import org.skycast.nowcast.alert.AlertRelation;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.AlertSeverity;
import org.skycast.nowcast.alert.AlertTiming;
import org.skycast.nowcast.alert.AlertWording;
import org.skycast.nowcast.feature.Feature;

/** Rules of weather alerts between the domain and the log; there and back changes nothing. */
public final class AlertRuleRecords {

    private AlertRuleRecords() {}

    /** The rule as the log keeps it. */
    public static org.skycast.avro.AlertRule toAvro(AlertRule rule) {
        AlertCondition condition = rule.condition();
        AlertTiming timing = rule.timing();
        AlertDemands demands = rule.demands();
        AlertWording wording = rule.wording();
        var record = org.skycast.avro.AlertRule.newBuilder()
                .setId(rule.id())
                .setRevision(rule.revision())
                .setFrom(rule.from())
                .setEnabled(rule.enabled())
                .setTitle(rule.title())
                .setNote(rule.note())
                .setStations(rule.places().patterns())
                .setOverrides(rule.places().overrides().entrySet().stream()
                        .map(own -> new AlertOverride(own.getKey(), levels(own.getValue())))
                        .toList())
                .setVariable(condition.of().cfName())
                .setMeasure(condition.measure().name())
                .setComparator(condition.relation().sign())
                .setUnits(condition.of().units())
                .setGivenUnits(condition.givenUnits())
                .setFromMinutes((int) condition.window().from().toMinutes())
                .setToMinutes((int) condition.window().to().toMinutes())
                .setLevels(levels(rule.levels()))
                .setRaiseHits(timing.raiseHits())
                .setRaiseOf(timing.raiseOf())
                .setClearAfter(timing.clearAfter())
                .setMinActiveSeconds(timing.minActive().toSeconds())
                .setCooldownSeconds(timing.cooldown().toSeconds())
                .setUpdateEverySeconds(timing.updateEvery().toSeconds())
                .setMinCompleteness(demands.minCompleteness())
                .setMaxInputAgeSeconds(demands.maxInputAge().toSeconds())
                .setRequireSkill(demands.requireSkill())
                .setStatus(wording.status().name())
                .setScope(wording.scope().name())
                .setZone(wording.zone().getId())
                .setTexts(texts(wording.texts()))
                .setLabels(new TreeMap<>(wording.labels()));
        condition.event().ifPresent(record::setEvent);
        wording.area().ifPresent(record::setArea);
        return record.build();
    }

    private static List<org.skycast.avro.AlertLevel> levels(List<AlertLevel> levels) {
        return levels.stream().map(AlertRuleRecords::toAvro).toList();
    }

    private static org.skycast.avro.AlertLevel toAvro(AlertLevel level) {
        var record = org.skycast.avro.AlertLevel.newBuilder()
                .setSeverity(level.severity().name())
                .setThreshold(level.threshold())
                .setGivenThreshold(level.given())
                .setRaise(level.raise())
                .setClear(level.clear())
                .setCalibration(level.calibration().points().stream()
                        .map(point -> new CalibrationPoint(point.peak(), point.share()))
                        .toList());
        level.costLoss().ifPresent(record::setCostLoss);
        return record.build();
    }

    private static Map<String, AlertRuleText> texts(Map<String, AlertPhrases> texts) {
        Map<String, AlertRuleText> records = new TreeMap<>();
        texts.forEach((language, text) -> records.put(
                language,
                new AlertRuleText(
                        text.headline(),
                        text.description(),
                        text.instruction(),
                        text.cleared(),
                        text.unknown(),
                        text.expired(),
                        text.cancelled())));
        return records;
    }

    /**
     * The rule that the log keeps.
     *
     * @throws IllegalArgumentException in one sentence if this version does not know what it names, or it does not fit
     *     together
     */
    public static AlertRule toDomain(org.skycast.avro.AlertRule record) {
        try {
            return read(record);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "The rule %s@%d cannot be used: %s".formatted(record.getId(), record.getRevision(), e.getMessage()),
                    e);
        }
    }

    private static AlertRule read(org.skycast.avro.AlertRule record) {
        Map<String, List<AlertLevel>> overrides = new HashMap<>();
        record.getOverrides().forEach(own -> overrides.put(own.getStationId(), read(own.getLevels())));
        return new AlertRule(
                record.getId(),
                record.getRevision(),
                record.getFrom(),
                record.getEnabled(),
                record.getTitle(),
                record.getNote(),
                new AlertPlaces(record.getStations(), overrides),
                condition(record),
                read(record.getLevels()),
                new AlertTiming(
                        record.getRaiseHits(),
                        record.getRaiseOf(),
                        record.getClearAfter(),
                        Duration.ofSeconds(record.getMinActiveSeconds()),
                        Duration.ofSeconds(record.getCooldownSeconds()),
                        Duration.ofSeconds(record.getUpdateEverySeconds())),
                new AlertDemands(
                        record.getMinCompleteness(),
                        Duration.ofSeconds(record.getMaxInputAgeSeconds()),
                        record.getRequireSkill()),
                wording(record));
    }

    private static AlertCondition condition(org.skycast.avro.AlertRule record) {
        return new AlertCondition(
                Feature.named(record.getVariable()).orElseThrow(() -> unknown("variable", record.getVariable())),
                Optional.ofNullable(record.getEvent()),
                constant(Measure.class, record.getMeasure()),
                AlertRelation.of(record.getComparator())
                        .orElseThrow(() -> unknown("comparator", record.getComparator())),
                record.getGivenUnits(),
                new LeadWindow(Duration.ofMinutes(record.getFromMinutes()), Duration.ofMinutes(record.getToMinutes())));
    }

    private static List<AlertLevel> read(List<org.skycast.avro.AlertLevel> levels) {
        return levels.stream()
                .map(level -> new AlertLevel(
                        constant(AlertSeverity.class, level.getSeverity()),
                        level.getThreshold(),
                        level.getGivenThreshold(),
                        level.getRaise(),
                        level.getClear(),
                        level.getCostLoss() == null ? OptionalDouble.empty() : OptionalDouble.of(level.getCostLoss()),
                        new AlertCalibration(level.getCalibration().stream()
                                .map(point -> new AlertCalibration.Point(point.getPeak(), point.getShare()))
                                .toList())))
                .toList();
    }

    private static AlertWording wording(org.skycast.avro.AlertRule record) {
        Map<String, AlertPhrases> texts = new TreeMap<>();
        record.getTexts()
                .forEach((language, text) -> texts.put(
                        language,
                        new AlertPhrases(
                                text.getHeadline(),
                                text.getDescription(),
                                text.getInstruction(),
                                text.getCleared(),
                                text.getUnknown(),
                                text.getExpired(),
                                text.getCancelled())));
        return new AlertWording(
                constant(AlertWording.Status.class, record.getStatus()),
                constant(AlertWording.Scope.class, record.getScope()),
                ZoneId.of(record.getZone()),
                Optional.ofNullable(record.getArea()),
                texts,
                record.getLabels());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(type.getSimpleName(), name));
    }

    private static IllegalArgumentException unknown(String what, String name) {
        return new IllegalArgumentException("its %s '%s' is none that this version knows.".formatted(what, name));
    }
}
