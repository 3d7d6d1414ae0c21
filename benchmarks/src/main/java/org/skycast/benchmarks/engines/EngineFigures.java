package org.skycast.benchmarks.engines;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured of an engine.
 *
 * @param taken of the records that waited
 * @param latencies milliseconds from the reading that closes a slot to the forecast, in order
 * @param gaps seconds from each kill to the next forecast
 * @param mebibytes resident, before the kills
 * @param repeated how many forecasts came more than once
 * @param forecasts all that came
 */
record EngineFigures(
        Taken taken,
        List<Double> latencies,
        List<Double> gaps,
        long mebibytes,
        long repeated,
        Map<ForecastName, ForecastWatch.Seen> forecasts) {

    static final String HEAD =
            "| engine | records/s | CPU µs/record | p50 ms | p95 ms | p99 ms | n | RSS MiB | gap s | repeated |"
                    + System.lineSeparator()
                    + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

    /**
     * How records were taken that waited; empty where all came in one commit.
     *
     * @param aSecond records a second
     * @param micros of processor time a record
     */
    record Taken(OptionalDouble aSecond, OptionalDouble micros) {}

    /** A row of the table. */
    String row(Engine engine) {
        return "| %s | %s | %s | %s | %s | %s | %d | %d | %s | %d |"
                .formatted(
                        engine.name(),
                        shown(taken.aSecond()),
                        shown(taken.micros()),
                        quantile(0.5),
                        quantile(0.95),
                        quantile(0.99),
                        latencies.size(),
                        mebibytes,
                        gaps.stream()
                                .map(gap -> String.format(Locale.ROOT, "%.1f", gap))
                                .toList(),
                        repeated);
    }

    private static String shown(OptionalDouble figure) {
        return figure.isPresent() ? String.format(Locale.ROOT, "%.0f", figure.getAsDouble()) : "–";
    }

    private String quantile(double level) {
        int at = (int) Math.ceil(level * latencies.size()) - 1;
        return latencies.isEmpty() ? "–" : String.format(Locale.ROOT, "%.0f", latencies.get(Math.max(0, at)));
    }

    /** Whether both have forecasts in common, and say the same by each. */
    boolean saysAs(EngineFigures other) {
        return !common(other).isEmpty() && differing(other).isEmpty();
    }

    private List<ForecastName> common(EngineFigures other) {
        return forecasts.keySet().stream().filter(other.forecasts::containsKey).toList();
    }

    private List<ForecastName> differing(EngineFigures other) {
        return common(other).stream()
                .filter(name -> !said(name).equals(other.said(name)))
                .toList();
    }

    /** How many forecasts both have, and say the same of; what is not the same is told. */
    String against(EngineFigures other) {
        int both = common(other).size();
        List<ForecastName> differing = differing(other);
        String first = differing.stream()
                .findFirst()
                .map(name -> "; the first: %s%n  %.400s%n  %.400s".formatted(name, said(name), other.said(name)))
                .orElse("");
        return "%d forecasts here, %d there, %d in both: %d equal, %d not%s"
                .formatted(
                        forecasts.size(),
                        other.forecasts.size(),
                        both,
                        both - differing.size(),
                        differing.size(),
                        first);
    }

    private List<Object> said(ForecastName name) {
        ForecastWatch.Seen seen = forecasts.get(name);
        return seen == null ? List.of() : seen.values();
    }
}
