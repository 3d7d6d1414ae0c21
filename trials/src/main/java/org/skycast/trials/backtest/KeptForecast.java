package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecast.Lineage;
import org.skycast.nowcast.forecast.Forecast.OfEvent;
import org.skycast.nowcast.forecast.Forecast.OfVariable;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.observe.Origin;

/**
 * What of a forecast rules ask for, in little space: years of them are judged again and again. What is made of it is to a
 * rule what the forecast itself is.
 */
final class KeptForecast {

    private final Origin at;
    private final Instant reference;
    private final Instant issued;
    private final Lineage lineage;
    private final double completeness;
    private final List<String> degraded;
    private final Optional<Duration> readingAge;
    private final List<Numbers> variables = new ArrayList<>();
    private final List<Chances> events = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // made once; never compared
    private record Numbers(
            Feature feature, List<Duration> leads, List<Double> levels, float[] values, OptionalDouble newest) {}

    @SuppressWarnings("ArrayRecordComponent") // likewise
    private record Chances(
            ForecastSpec.Event event,
            List<Duration> leads,
            float[] values,
            OptionalDouble newest,
            Optional<Duration> newestAge) {}

    /** Keeps of a forecast what is asked for. */
    KeptForecast(Forecast forecast, Origin at, BackTestAsk ask, Archives archives) {
        Lineage own = forecast.lineage();
        this.at = new Origin(archives.shared(at.topic()), at.partition(), at.offset());
        this.reference = forecast.referenceTime();
        this.issued = forecast.issuedAt();
        this.lineage = new Lineage(
                archives.shared(own.model()),
                archives.shared(own.featureSpec()),
                own.observation(),
                List.of(),
                own.learnt().map(archives::shared));
        this.completeness = forecast.completeness();
        this.degraded = archives.shared(forecast.degraded());
        this.readingAge = forecast.readingAge();
        forecast.variables().stream()
                .filter(of -> ask.foretold().contains(of.feature()))
                .forEach(of -> variables.add(numbers(of, ask.farthest(), archives)));
        forecast.events().stream()
                .filter(of -> ask.events().contains(of.event().name()))
                .forEach(of -> events.add(chances(of, ask.farthest(), archives)));
    }

    private static Numbers numbers(OfVariable of, Duration to, Archives archives) {
        int leads = leads(of.leads(), to);
        int levels = of.levels().size();
        float[] values = new float[leads * levels];
        for (int i = 0; i < values.length; i++) {
            values[i] = of.values().get(i / levels).get(i % levels);
        }
        List<Duration> kept = archives.shared(List.copyOf(of.leads().subList(0, leads)));
        return new Numbers(of.feature(), kept, archives.shared(of.levels()), values, of.newest());
    }

    private static Chances chances(OfEvent of, Duration to, Archives archives) {
        int leads = leads(of.leads(), to);
        float[] values = new float[leads];
        for (int i = 0; i < leads; i++) {
            values[i] = of.probabilities().get(i);
        }
        List<Duration> kept = archives.shared(List.copyOf(of.leads().subList(0, leads)));
        return new Chances(archives.shared(of.event()), kept, values, of.newest(), of.newestAge());
    }

    /** Of leads that ascend; the first is always kept, for it says how long a slot is. */
    private static int leads(List<Duration> leads, Duration to) {
        int kept = 1;
        while (kept < leads.size() && leads.get(kept).compareTo(to) <= 0) {
            kept++;
        }
        return Math.min(kept, leads.size());
    }

    Origin at() {
        return at;
    }

    Instant issued() {
        return issued;
    }

    Instant reference() {
        return reference;
    }

    /** The forecast, as far as it was kept. */
    Forecast forecast(String station) {
        return new Forecast(
                station,
                reference,
                issued,
                lineage,
                variables.stream().map(KeptForecast::whole).toList(),
                events.stream().map(KeptForecast::whole).toList(),
                completeness,
                degraded,
                List.of(),
                Optional.empty(),
                readingAge);
    }

    private static OfVariable whole(Numbers of) {
        int levels = of.levels().size();
        List<List<Float>> rows = new ArrayList<>();
        for (int lead = 0; lead < of.leads().size(); lead++) {
            rows.add(boxed(of.values(), lead * levels, levels));
        }
        return new OfVariable(of.feature(), of.leads(), of.levels(), rows, of.newest(), Optional.empty());
    }

    private static OfEvent whole(Chances of) {
        return new OfEvent(
                of.event(),
                of.leads(),
                boxed(of.values(), 0, of.values().length),
                of.newest(),
                of.newestAge(),
                Optional.empty());
    }

    private static List<Float> boxed(float[] values, int from, int count) {
        List<Float> boxed = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            boxed.add(values[i]);
        }
        return boxed;
    }
}
