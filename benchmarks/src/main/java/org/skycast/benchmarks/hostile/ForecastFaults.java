package org.skycast.benchmarks.hostile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.topics.Topic;

/** Forecasts that nobody made, among the champion's and the shadow's. */
final class ForecastFaults {

    private static final List<Integer> LEADS = List.of(10, 20, 30);

    private final Random random;
    private final SlotForgeries of;
    private final String good;
    private final Topic<?> topic;

    /**
     * @param good a station that is to be none the worse for it
     * @param topic that they are put in
     */
    ForecastFaults(Random random, SlotForgeries of, String good, Topic<?> topic) {
        this.random = random;
        this.of = of;
        this.good = good;
        this.topic = topic;
    }

    HostileKinds kinds() {
        HostileKinds own =
                new HostileKinds().all(places()).all(shapes()).one("forged forecast", () -> of.forecast(topic));
        HostileKinds named = new HostileKinds();
        own.names().forEach(name -> named.some("%s: %s".formatted(topic.name(), name), () -> own.next(name)));
        return named;
    }

    private HostileRecord at(Instant reference, List<Integer> leads, Fate fate) {
        return of.sent(topic, of.forecastDraft(reference, leads), fate);
    }

    private HostileKinds places() {
        Fate slotUnusable = Fate.Rejected.as(Reason.SLOT_UNUSABLE);
        List<Integer> odd = List.of(-10, 2_881, Integer.MAX_VALUE, Integer.MIN_VALUE);
        return new HostileKinds()
                .one(
                        "forecast under another key",
                        () -> of.sent(
                                topic,
                                of.forecastDraft(of.next(), LEADS).with("stationId", good),
                                Fate.Rejected.as(Reason.KEY_MISMATCH)))
                .one(
                        "forecast without a key",
                        () -> at(of.next(), LEADS, Fate.Rejected.as(Reason.KEY_MISMATCH))
                                .keyed(null))
                .one(
                        "forecast of a lead that is none",
                        () -> at(of.next(), List.of(10, odd.get(random.nextInt(odd.size()))), slotUnusable))
                .one(
                        "forecast far ahead",
                        () -> at(Instant.parse("9999-12-31T00:00:00Z"), LEADS, Fate.Rejected.as(Reason.IN_FUTURE)))
                .one(
                        "forecast of a day ahead",
                        () -> at(Instant.now().plus(Duration.ofDays(1)), LEADS, Fate.Rejected.as(Reason.IN_FUTURE)))
                .one("forecast of long ago", () -> at(Instant.parse("0001-01-01T00:00:00Z"), LEADS, new Fate.Taken()))
                .one("forecast of no lead", () -> at(of.next(), List.of(), new Fate.Taken()));
    }

    private HostileKinds shapes() {
        return new HostileKinds()
                .some(
                        "forecast of fewer quantiles than leads",
                        () -> variable(LEADS, List.of(0.1, 0.5, 0.9), SlotForgeries.quantiles(1)))
                .some(
                        "forecast of fewer quantiles than levels",
                        () -> variable(LEADS, List.of(0.1, 0.5, 0.9), Collections.nCopies(3, List.of(1f))))
                .some("forecast of no level", () -> variable(LEADS, List.of(), Collections.nCopies(3, List.of())))
                .some(
                        "forecast of levels that are none",
                        () -> variable(LEADS, List.of(Double.NaN, -1.0, 9.0), SlotForgeries.quantiles(3)))
                .some("forecast of fewer probabilities than leads", () -> {
                    Draft forecast =
                            of.forecastDraft(of.next(), LEADS).with("events", List.of(of.event(LEADS, List.of(0.5f))));
                    return beforeTruths(forecast);
                })
                .one("forecast of values that are none", () -> {
                    List<List<Float>> values =
                            Collections.nCopies(3, List.of(Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE));
                    Draft forecast = of.forecastDraft(of.next(), LEADS)
                            .with("variables", List.of(of.variable(LEADS, List.of(0.1, 0.5, 0.9), values)))
                            .with("events", List.of(of.event(LEADS, Collections.nCopies(3, Float.NaN))));
                    return of.sent(topic, forecast, new Fate.Taken());
                });
    }

    /** A forecast that is not whole, and the truths of its leads, which are none the worse for it. */
    private List<HostileRecord> variable(List<Integer> leads, List<Double> levels, List<List<Float>> values) {
        return beforeTruths(
                of.forecastDraft(of.next(), leads).with("variables", List.of(of.variable(leads, levels, values))));
    }

    private List<HostileRecord> beforeTruths(Draft forecast) {
        return List.of(
                of.sent(topic, forecast, Fate.Rejected.as(Reason.RECORD_UNUSABLE)), of.observation(), of.observation());
    }
}
