package org.skycast.benchmarks.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.skycast.avro.Observation;
import org.skycast.avro.SensorReading;
import org.skycast.avro.VariableSummary;
import org.skycast.topics.Topics;

/**
 * What became of the readings that a station's edge had acknowledged.
 *
 * @param readings acknowledged, in the slots that are looked at
 * @param resent records that the log has twice
 * @param complaints what is not as it must be
 */
record Account(int readings, int resent, List<String> complaints) {

    private static final int SLOT = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /**
     * Waits for the slots of {@code minutes} reports from {@code begin} on, and looks whether each has its ten readings,
     * each once: the mean of their temperatures tells.
     */
    static Account of(String station, Instant begin, int minutes, Map<String, String> clients) {
        List<Observation> observations = await(station, begin, minutes / SLOT, clients);
        List<String> complaints = new ArrayList<>();
        Map<Instant, Observation> last = new TreeMap<>();
        Instant before = Instant.MIN;
        for (Observation one : observations) {
            if (one.getRevision() == 0) {
                if (!one.getSlotStart().isAfter(before)) {
                    complaints.add("The slot %s came after %s.".formatted(one.getSlotStart(), before));
                }
                before = one.getSlotStart();
            }
            last.put(one.getSlotStart(), one);
        }
        for (int slot = 0; slot < minutes / SLOT; slot++) {
            check(slot, Optional.ofNullable(last.get(begin.plus(Duration.ofMinutes((long) slot * SLOT)))), complaints);
        }
        return new Account(minutes, order(station, clients, complaints), complaints);
    }

    private static List<Observation> await(String station, Instant begin, int slots, Map<String, String> clients) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Observation> found = Arrivals.of(station, Topics.OBSERVATIONS, clients);
            Instant end = begin.plus(Duration.ofMinutes((long) (slots - 1) * SLOT));
            boolean there = found.stream().anyMatch(one -> one.getSlotStart().equals(end));
            if (there || System.nanoTime() > deadline) {
                return found;
            }
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    private static void check(int slot, Optional<Observation> observation, List<String> complaints) {
        Optional<VariableSummary> temperature = observation.flatMap(one -> one.getVariables().stream()
                .filter(variable -> variable.getName().equals("air_temperature"))
                .findFirst());
        int count = temperature.map(VariableSummary::getCount).orElse(0);
        double mean = temperature.map(VariableSummary::getMean).orElse(Double.NaN);
        double expected = Console.temperature(slot * SLOT) + 0.01 * (SLOT - 1) / 2;
        if (count != SLOT) {
            complaints.add("Slot %d has %d readings.".formatted(slot, count));
        } else if (Math.abs(mean - expected) > 1e-5) {
            complaints.add(
                    "Slot %d has other readings: their mean is %.5f in place of %.5f.".formatted(slot, mean, expected));
        }
    }

    /** Whether the log has the readings in order, each as it first came; gives how many came again. */
    private static int order(String station, Map<String, String> clients, List<String> complaints) {
        Set<Instant> seen = new HashSet<>();
        Instant before = Instant.MIN;
        int again = 0;
        for (SensorReading one : Arrivals.of(station, Topics.READINGS, clients)) {
            if (!seen.add(one.getObservedAt())) {
                again++;
            } else if (one.getObservedAt().isBefore(before)) {
                complaints.add("The reading of %s came after that of %s.".formatted(one.getObservedAt(), before));
            } else {
                before = one.getObservedAt();
            }
        }
        return again;
    }
}
