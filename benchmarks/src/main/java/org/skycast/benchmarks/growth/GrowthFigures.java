package org.skycast.benchmarks.growth;

import java.util.List;
import java.util.Locale;

/**
 * What was measured with so many stations.
 *
 * @param slots how many slots each of them had when the last was taken
 * @param micros of processor time a reading, over the last fifth of the slots
 * @param changelog bytes that the changelogs grew by a station and slot, over the same
 * @param mebibytes resident
 * @param bursts by burst: milliseconds from the reading that closes a station's slot to its forecast, in order
 * @param ends of the process
 */
record GrowthFigures(
        int stations,
        int slots,
        double micros,
        double changelog,
        long mebibytes,
        List<List<Double>> bursts,
        Ends ends) {

    static final String HEAD =
            "| stations | slots | CPU µs a reading | changelog B a slot | state B a station | RSS MiB | slot's end p50, p99, last s"
                    + " | gap s: SIGTERM, kill -9, state gone |"
                    + System.lineSeparator()
                    + "| ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |";

    /**
     * How the process ended and came back; gaps are seconds to the next forecast.
     *
     * @param state bytes on disk a station, once it had been told to end
     * @param told from SIGTERM
     * @param killed from kill -9
     * @param gone from kill -9, where the state is gone
     */
    record Ends(double state, double told, double killed, double gone) {}

    /** A row of the table; of the bursts, the medians. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %.0f | %.0f | %.0f | %d | %.2f, %.2f, %.2f | %.1f, %.1f, %.1f |",
                stations,
                slots,
                micros,
                changelog,
                ends.state(),
                mebibytes,
                burst(0.5),
                burst(0.99),
                burst(1),
                ends.told(),
                ends.killed(),
                ends.gone());
    }

    private double burst(double level) {
        List<Double> seconds = bursts.stream()
                .map(burst -> burst.get(Math.max(0, (int) Math.ceil(level * burst.size()) - 1)) / 1e3)
                .sorted()
                .toList();
        return seconds.get(seconds.size() / 2);
    }
}
