package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.alert.AlertState.Phase;

/**
 * What the alerts stage counts. Alert on
 *
 * <ul>
 *   <li>{@code skycast.alerts.open} of the state {@code unknown}: somebody was warned, and nobody knows whether it holds;
 *   <li>a rise of {@code skycast.alerts.unjudged} by rule and reason: a rule that cannot be judged warns of nothing;
 *   <li>{@code skycast.alert.rules.refused}: a rule on the topic is none that this version can use.
 * </ul>
 */
public final class AlertMetrics {

    /** Why a rule cannot judge a forecast. */
    private static final List<AlertReason> DOUBTS = List.of(
            AlertReason.ABSENT,
            AlertReason.DEGRADED,
            AlertReason.INCOMPLETE,
            AlertReason.STALE,
            AlertReason.NOT_SKILFUL);

    private final MeterRegistry meters;
    private final Counter left;
    private final Counter refused;
    private final Map<Phase, AtomicLong> open = new EnumMap<>(Phase.class);

    AlertMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.left = Counter.builder("skycast.alerts.forecasts.left")
                .description("forecasts no newer than one that was judged, left aside")
                .register(meters);
        this.refused = Counter.builder("skycast.alert.rules.refused")
                .description("rules on the topic that this version cannot use; the revision before goes on")
                .register(meters);
    }

    /** There is this rule; what is counted of it begins at zero. */
    public void knows(String rule) {
        for (AlertMessage.Kind kind : AlertMessage.Kind.values()) {
            messages(kind, rule);
        }
        DOUBTS.forEach(reason -> unjudged(reason, rule));
    }

    private Counter messages(AlertMessage.Kind kind, String rule) {
        return Counter.builder("skycast.alerts")
                .description("messages of weather alerts")
                .tag("state", kind.name())
                .tag("rule", rule)
                .register(meters);
    }

    private Counter unjudged(AlertReason reason, String rule) {
        return Counter.builder("skycast.alerts.unjudged")
                .description("forecasts that a rule could not judge")
                .tag("reason", reason.name())
                .tag("rule", rule)
                .register(meters);
    }

    /** How many alerts are open, for one more task. */
    public synchronized AlertGauge gauge() {
        for (Phase phase : new Phase[] {Phase.RAISED, Phase.UNKNOWN}) {
            open.computeIfAbsent(phase, this::shown);
        }
        return new AlertGauge(open);
    }

    private AtomicLong shown(Phase phase) {
        var number = new AtomicLong();
        Gauge.builder("skycast.alerts.open", number, AtomicLong::get)
                .description("weather alerts that are open")
                .tag("state", phase.name().toLowerCase(Locale.ROOT))
                .register(meters);
        return number;
    }

    /** A forecast was judged, or time has passed. */
    public void judged(AlertOutcome outcome) {
        if (outcome.isLeft()) {
            left.increment();
        }
        outcome.messages()
                .forEach(
                        message -> messages(message.kind(), message.rule().id()).increment());
        outcome.doubts().forEach(doubt -> unjudged(doubt.reason(), doubt.rule()).increment());
    }

    /** A rule on the topic cannot be used; the revision before it goes on. */
    public void ruleRefused() {
        refused.increment();
    }
}
