package org.skycast.trials;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.records.FrameRecords;
import org.skycast.streams.StartupException;

/**
 * A folder of data to train on: {@code stations.csv}, and for each station {@code STATION/observations.csv} and {@code
 * STATION/frames/}.
 *
 * <p>A line is a revision of a slot's observation, in log order: of lines with the same {@code time_utc} the last stands.
 * Columns of variables have their CF standard names and this project's units: means over the slot, of rain the total;
 * empty where nothing was measured or quality control has something against it. An embedding is the base64 of its
 * little-endian half-precision numbers.
 */
public final class Dataset implements AutoCloseable {

    private static final DateTimeFormatter FRAME_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Instant from;
    private final Instant to;
    private final Map<String, StationFile> stations = new TreeMap<>();
    private long observations;
    private long frames;

    private record StationFile(Site site, CSVPrinter printer) {}

    private Dataset(Path folder, Instant from, Instant to) {
        this.folder = folder;
        this.from = from;
        this.to = to;
    }

    /**
     * Begins one in a folder.
     *
     * @param from the first slot, and the first time of a frame
     * @param to slots and frames from this on are left aside
     * @throws StartupException if the folder holds something
     */
    public static Dataset create(Path folder, Instant from, Instant to) throws IOException {
        Files.createDirectories(folder);
        try (var inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new StartupException("The folder %s is not empty; name one that is.".formatted(folder));
            }
        }
        return new Dataset(folder, from, to);
    }

    /** Writes the observation, if its slot is within the time asked for. */
    public void add(Observation observation) throws IOException {
        Instant start = observation.slot().start();
        if (start.isBefore(from) || !start.isBefore(to)) {
            return;
        }
        StationFile file = stations.get(observation.stationId());
        if (file == null) {
            file = open(observation.stationId(), observation.site());
            stations.put(observation.stationId(), file);
        }
        file.printer().printRecord(line(observation));
        observations++;
    }

    private StationFile open(String station, Site site) throws IOException {
        List<String> header = new ArrayList<>(List.of("time_utc", "revision"));
        for (Variable variable : Variable.values()) {
            header.add(variable.cfName());
        }
        header.addAll(List.of("sky_captured_utc", "sky_encoder_sha256", "sky_embedding"));
        BufferedWriter writer = Files.newBufferedWriter(directory(station).resolve("observations.csv"));
        var format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(header.toArray(new String[0]))
                .get();
        return new StationFile(site, new CSVPrinter(writer, format));
    }

    private static List<Object> line(Observation observation) {
        List<Object> line = new ArrayList<>(List.of(observation.slot().start(), observation.revision()));
        for (Variable variable : Variable.values()) {
            line.add(Optional.ofNullable(observation.variables().get(variable))
                    .filter(Summary::isUsable)
                    .map(summary -> Double.toString(variable == Variable.RAIN ? summary.total() : summary.mean()))
                    .orElse(""));
        }
        Optional<Sky> sky = observation.sky();
        line.add(sky.map(s -> s.capturedAt().toString()).orElse(""));
        line.add(sky.map(Sky::encoderSha256).orElse(""));
        line.add(sky.map(s -> Base64.getEncoder().encodeToString(s.embedding().halves()))
                .orElse(""));
        return line;
    }

    /** Writes the frame, if it was captured within the time asked for. */
    public void add(CameraFrame frame) throws IOException {
        Instant at = frame.getCapturedAt();
        if (at.isBefore(from) || !at.isBefore(to)) {
            return;
        }
        String ending = frame.getMediaType().equals("image/png") ? ".png" : ".jpg";
        Path directory = Files.createDirectories(directory(frame.getStationId()).resolve("frames"));
        Files.write(directory.resolve(FRAME_NAME.format(at) + ending), FrameRecords.image(frame));
        frames++;
    }

    private Path directory(String station) throws IOException {
        Path directory = folder.resolve(station).normalize();
        if (!folder.normalize().equals(directory.getParent())) {
            throw new StartupException("The station id '%s' is no name for a folder.".formatted(station));
        }
        return Files.createDirectories(directory);
    }

    /** Whether no observation was written. */
    public boolean isEmpty() {
        return observations == 0;
    }

    /** One sentence on what was written. */
    public String summary() {
        return isEmpty()
                ? "The topics hold no observation from %s to %s; nothing was written.".formatted(from, to)
                : "Wrote %d observations of %d stations and %d frames to %s."
                        .formatted(observations, stations.size(), frames, folder);
    }

    /** Writes {@code stations.csv} and closes all files. */
    @Override
    public void close() throws IOException {
        for (StationFile file : stations.values()) {
            file.printer().close(true);
        }
        var header = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader("station_id", "latitude", "longitude", "altitude_m")
                .get();
        try (var printer = new CSVPrinter(Files.newBufferedWriter(folder.resolve("stations.csv")), header)) {
            for (Map.Entry<String, StationFile> station : stations.entrySet()) {
                Site site = station.getValue().site();
                printer.printRecord(station.getKey(), site.latitude(), site.longitude(), site.altitude());
            }
        }
    }
}
