package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.skycast.nowcast.alert.AlertOutcome;
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

    private final MeterRegistry meters;
    private final Map<Phase, AtomicLong> open = new EnumMap<>(Phase.class);

    AlertMetrics(MeterRegistry meters) {
        this.meters = meters;
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
                .tag("state", phase.name().toLowerCase(Locale.ROOT))
                .register(meters);
        return number;
    }

    /** A forecast was judged, or time has passed. */
    public void judged(AlertOutcome outcome) {
        if (outcome.isLeft()) {
            meters.counter("skycast.alerts.forecasts.left").increment();
        }
        outcome.messages()
                .forEach(message -> meters.counter(
                                "skycast.alerts",
                                "state",
                                message.kind().name(),
                                "rule",
                                message.rule().id())
                        .increment());
        outcome.doubts()
                .forEach(doubt -> meters.counter(
                                "skycast.alerts.unjudged",
                                "reason",
                                doubt.reason().name(),
                                "rule",
                                doubt.rule())
                        .increment());
    }

    /** A rule on the topic cannot be used; the revision before it goes on. */
    public void ruleRefused() {
        meters.counter("skycast.alert.rules.refused").increment();
    }
}
