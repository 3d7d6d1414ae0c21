package org.skycast.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.avro.Observation;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Variable;

/**
 * What becomes of rows of a CSV file, by way of the edge's source, its spool, Avro and the topology.
 *
 * @param readings as the source gave them
 * @param observation of the slot that they are of
 */
record Journey(List<Map<Variable, Double>> readings, Observation observation) {

    private static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");
    private static final int ROWS = 5;

    /** Of rows that all say {@code measured}, a minute apart, in a column for each variable in its own unit. */
    static Journey of(Path folder, Map<Variable, Double> measured) throws IOException {
        EdgeConfig config = config(folder, measured);
        Instant later = BEGIN.plus(Duration.ofMinutes(ROWS));
        List<Map<Variable, Double>> readings = new ArrayList<>();
        try (Spool spool = Spool.open(config.spool(), BEGIN);
                var stream = new StreamWithoutBroker(
                        folder.resolve("state"), config.stations().get(0).station())) {
            for (Sample taken : taken(config)) {
                readings.add(((Sample.Values) taken).values());
                spool.put("csv", Memory.LAST, List.of(taken), taken.at());
            }
            for (Spool.Waiting waiting : spool.oldest(ROWS, Long.MAX_VALUE)) {
                stream.send(waiting.topic(), waiting.key(), waiting.value(), later);
            }
            for (int minute = 0; minute < 60; minute++) {
                stream.tick(later.plus(Duration.ofMinutes(minute)));
            }
            Optional<Observation> observation = stream.observations().stream()
                    .filter(one -> one.getSlotStart().equals(BEGIN))
                    .findFirst();
            return new Journey(readings, observation.orElseThrow());
        }
    }

    private static List<Sample> taken(EdgeConfig config) {
        var around = Sources.Surroundings.unattended(InstantSource.system());
        List<Sample> taken = new ArrayList<>();
        for (Source source : Sources.recorded(List.of(config.stations().get(0).sources()), around)
                .pulled()) {
            taken.addAll(source.takeBefore(Instant.MAX));
        }
        return taken;
    }

    private static EdgeConfig config(Path folder, Map<Variable, Double> measured) throws IOException {
        var header = new StringBuilder("time");
        var cells = new StringBuilder();
        var columns = new StringBuilder();
        measured.forEach((variable, value) -> {
            header.append(",c").append(variable.ordinal());
            cells.append(',').append(value);
            columns.append("        %s: { column: c%d, units: \"%s\" }\n"
                    .formatted(variable.cfName(), variable.ordinal(), variable.units()));
        });
        List<String> lines = new ArrayList<>(List.of(header.toString()));
        for (int row = 0; row < ROWS; row++) {
            lines.add(BEGIN.plus(Duration.ofMinutes(row)) + cells.toString());
        }
        Files.write(folder.resolve("a.csv"), lines);
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, """
                spool: { file: spool.db }
                stations:
                  - id: a
                    site: { latitude: 55, longitude: 12, altitude: 10 }
                    readings:
                      csv: a.csv
                      columns:
                """ + columns.toString().indent(2));
        return EdgeConfig.read(file, Map.of());
    }
}
