package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.PackedReader;
import org.skycast.nowcast.observe.PackedWriter;

/**
 * A forecast within what is packed: each number as it is, leads and levels once where all variables share theirs. What is
 * read holds the numbers packed, for of a forecast that waits for its truths each looks at one lead.
 */
public final class PackedForecast {

    /** In the order in which their places stand; more may follow, none may move. */
    private static final Feature[] FEATURES = Feature.values();

    private static final String FEATURE = "A forecast was packed with a feature";

    private PackedForecast() {}

    /** Writes all of a forecast. */
    public static void write(Forecast forecast, PackedWriter to) {
        to.text(forecast.stationId()).time(forecast.referenceTime()).time(forecast.issuedAt());
        write(forecast.lineage(), to);
        writeVariables(forecast.variables(), to);
        writeEvents(forecast.events(), leads(forecast.variables()), to);
        to.real(forecast.completeness()).list(forecast.degraded(), to::text).list(forecast.unfamiliar(), to::text);
        to.perhaps(forecast.frameAge(), to::span).perhaps(forecast.readingAge(), to::span);
    }

    /** @throws IllegalArgumentException if a later version wrote it */
    public static Forecast read(PackedReader from) {
        String stationId = from.text();
        Instant referenceTime = from.time();
        Instant issuedAt = from.time();
        Forecast.Lineage lineage = lineage(from);
        List<Forecast.OfVariable> variables = variables(from);
        return new Forecast(
                stationId,
                referenceTime,
                issuedAt,
                lineage,
                variables,
                events(leads(variables), from),
                from.realDouble(),
                from.list(from::text),
                from.list(from::text),
                from.perhaps(from::span),
                from.perhaps(from::span));
    }

    private static void write(Forecast.Lineage lineage, PackedWriter to) {
        PackedModel.write(lineage.model(), to);
        to.text(lineage.featureSpec()).origin(lineage.observation());
        to.list(lineage.slots(), slot -> to.time(slot.start()).whole(slot.revision()));
        to.perhaps(lineage.learnt(), learnt -> {
            to.time(learnt.from()).whole(learnt.days()).whole(learnt.cases());
            to.list(learnt.weights(), weights -> write(weights, to));
        });
    }

    private static Forecast.Lineage lineage(PackedReader from) {
        return new Forecast.Lineage(
                PackedModel.read(from),
                from.text(),
                from.origin(),
                from.list(() -> new Forecast.SlotRevision(from.time(), from.whole())),
                from.perhaps(
                        () -> new Learnt(from.time(), from.whole(), from.wholeLong(), from.list(() -> weights(from)))));
    }

    private static void write(Learnt.Weights weights, PackedWriter to) {
        to.octet(weights.feature().ordinal()).list(weights.leads(), to::span).list(weights.byLead(), to::reals);
    }

    private static Learnt.Weights weights(PackedReader from) {
        return new Learnt.Weights(from.one(FEATURES, FEATURE), from.list(from::span), from.list(from::reals));
    }

    private static void writeVariables(List<Forecast.OfVariable> variables, PackedWriter to) {
        List<Duration> leads = List.of();
        List<Double> levels = List.of();
        to.count(variables.size());
        for (Forecast.OfVariable said : variables) {
            to.octet(said.feature().ordinal());
            to.after(leads, said.leads(), all -> to.list(all, to::span));
            to.after(levels, said.levels(), all -> to.list(all, to::real));
            to.list(said.values(), to::reals).real(said.newest()).perhaps(said.bundle(), to::reals);
            leads = said.leads();
            levels = said.levels();
        }
    }

    private static List<Forecast.OfVariable> variables(PackedReader from) {
        List<Forecast.OfVariable> variables = new ArrayList<>();
        List<Duration> leads = List.of();
        List<Double> levels = List.of();
        for (long left = from.count(); left > 0; left--) {
            Feature feature = from.one(FEATURES, FEATURE);
            leads = from.after(leads, () -> from.list(from::span));
            levels = from.after(levels, () -> from.list(from::realDouble));
            variables.add(new Forecast.OfVariable(
                    feature, leads, levels, from.list(from::reals), from.perhapsReal(), from.perhaps(from::reals)));
        }
        return variables;
    }

    /** Of the last: events mostly have the same. */
    private static List<Duration> leads(List<Forecast.OfVariable> variables) {
        return variables.isEmpty()
                ? List.of()
                : variables.get(variables.size() - 1).leads();
    }

    private static void writeEvents(List<Forecast.OfEvent> events, List<Duration> before, PackedWriter to) {
        List<Duration> leads = before;
        to.count(events.size());
        for (Forecast.OfEvent said : events) {
            ForecastSpec.Event event = said.event();
            to.text(event.name()).octet(event.of().ordinal()).real(event.threshold());
            to.octet(event.requires().ordinal()).after(leads, said.leads(), all -> to.list(all, to::span));
            to.reals(said.probabilities()).real(said.newest()).perhaps(said.newestAge(), to::span);
            to.perhaps(said.bundle(), to::reals);
            leads = said.leads();
        }
    }

    private static List<Forecast.OfEvent> events(List<Duration> before, PackedReader from) {
        List<Forecast.OfEvent> events = new ArrayList<>();
        List<Duration> leads = before;
        for (long left = from.count(); left > 0; left--) {
            var event = new ForecastSpec.Event(
                    from.text(), from.one(FEATURES, FEATURE), from.realDouble(), from.one(FEATURES, FEATURE));
            leads = from.after(leads, () -> from.list(from::span));
            events.add(new Forecast.OfEvent(
                    event,
                    leads,
                    from.reals(),
                    from.perhapsReal(),
                    from.perhaps(from::span),
                    from.perhaps(from::reals)));
        }
        return events;
    }
}
