package org.skycast.benchmarks.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skycast.benchmarks.Rounds;
import org.skycast.edge.source.Sample;

/**
 * What it costs that a station writes only as itself: processor time a record, without proofs, with MACs and with signatures,
 * in turn; of the proofs alone, of the edge, of the topology by the test driver, and of the topology's process by a broker.
 */
public final class SigningCost {

    private static final int STATIONS = 6;

    /** About as long as a reading on the wire. */
    private static final int READING = 70;

    private static final int FRAME = 20_000;

    private static final List<Proving> ALL = List.of(Proving.NOTHING, Proving.MAC, Proving.TOGETHER, Proving.ALONE);

    private final Path bundle;
    private final int rounds;
    private final ProofKeys keys = ProofKeys.generate();

    private SigningCost(Path bundle, int rounds) {
        this.bundle = bundle;
        this.rounds = rounds;
    }

    /**
     * @param arguments the bundle's directory, models/skycast if none is named; the rounds, five if it is not said; and what is
     *     measured, of alone, edge, driver and broker, all of it if nothing is named
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var cost = new SigningCost(
                Path.of(arguments.length > 0 ? arguments[0] : "models/skycast"),
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5);
        Set<String> parts =
                arguments.length > 2 ? new HashSet<>(List.of(arguments)) : Set.of("alone", "edge", "driver", "broker");
        List<Sample> hours = MadeRecords.samples(STATIONS, Duration.ofHours(4));
        List<Sample> readings = MadeRecords.readings(MadeRecords.samples(STATIONS, Duration.ofHours(24)));
        List<Sample> frames = MadeRecords.frames(hours, FRAME);
        if (parts.contains("alone")) {
            cost.alone("a reading", READING);
            cost.alone("a frame of 20 kB", FRAME);
        }
        if (parts.contains("edge")) {
            var edge = new EdgeCost(cost.keys, STATIONS);
            List<Proving> ways = List.of(Proving.NOTHING, Proving.MAC, Proving.TOGETHER);
            cost.measure("edge, readings", ways, proving -> edge.sent(readings, proving));
            cost.measure("edge, frames of 20 kB", ways, proving -> edge.sent(frames, proving));
        }
        if (parts.contains("driver")) {
            var topology = new TopologyAlone(cost.bundle, cost.keys, STATIONS);
            cost.measure("topology by the test driver, readings", ALL, proving -> topology.taken(readings, proving));
            cost.measure(
                    "topology by the test driver, frames of 20 kB", ALL, proving -> topology.taken(frames, proving));
        }
        if (parts.contains("broker")) {
            cost.broker(readings);
        }
    }

    /** Made and checked, and nothing else. */
    private void alone(String what, int bytes) {
        var cost = new ProofAlone(keys);
        List<Proving> ways = List.of(Proving.MAC, Proving.TOGETHER, Proving.SLOT, Proving.ALONE);
        Map<Proving, List<Double>> making = new EnumMap<>(Proving.class);
        Map<Proving, List<Double>> checking = new EnumMap<>(Proving.class);
        for (int round = -1; round < rounds; round++) {
            for (Proving proving : ways) {
                ProofAlone.Micros one = cost.of(proving, bytes);
                if (round >= 0) {
                    making.computeIfAbsent(proving, of -> new ArrayList<>()).add(one.making());
                    checking.computeIfAbsent(proving, of -> new ArrayList<>()).add(one.checking());
                }
            }
        }
        ways.forEach(proving -> System.out.printf(
                "alone, %s, %s: %.1f us a record to make, %.1f us to check%n",
                what,
                proving.words(),
                Rounds.median(making.getOrDefault(proving, List.of())),
                Rounds.median(checking.getOrDefault(proving, List.of()))));
    }

    private void broker(List<Sample> readings) throws IOException, InterruptedException {
        var topology = new TopologyOnBroker(bundle, keys, STATIONS);
        Map<Proving, List<Double>> threads = new EnumMap<>(Proving.class);
        measure("topology's process by a broker, readings", ALL, proving -> {
            TopologyOnBroker.Micros micros = topology.taken(readings, proving);
            threads.computeIfAbsent(proving, of -> new ArrayList<>()).add(micros.thread());
            return micros.process();
        });
        print("its stream thread", ALL, threads);
    }

    private interface Measurement {
        double of(Proving proving) throws IOException, InterruptedException;
    }

    /** One round before those that count, for what is compiled meanwhile. */
    private void measure(String what, List<Proving> ways, Measurement measurement)
            throws IOException, InterruptedException {
        Map<Proving, List<Double>> micros = new EnumMap<>(Proving.class);
        measurement.of(Proving.MAC);
        for (int round = 0; round < rounds; round++) {
            for (Proving proving : ways) {
                micros.computeIfAbsent(proving, of -> new ArrayList<>()).add(measurement.of(proving));
            }
        }
        print(what, ways, micros);
    }

    private static void print(String what, List<Proving> ways, Map<Proving, List<Double>> micros) {
        double plain = Rounds.median(micros.getOrDefault(Proving.NOTHING, List.of()));
        ways.forEach(proving -> {
            List<Double> times = micros.getOrDefault(proving, List.of());
            System.out.printf(
                    "%s, %s: %.1f us a record, ratio %.3f, rounds %s%n",
                    what,
                    proving.words(),
                    Rounds.median(times),
                    Rounds.median(times) / plain,
                    times.stream().map("%.1f"::formatted).toList());
        });
    }
}
