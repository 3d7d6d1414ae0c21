package org.skycast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.EdgeParts;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.process.frame.FrameResult;
import org.skycast.edge.process.frame.PictureSettings;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolBatch;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.station.Site;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/**
 * What the edge does to frames: milliseconds of preparing one, against decoding it in full; bytes before and after; and
 * the bytes of the records that go out over a long time, of frames and of embeddings in their place, audit frames
 * included. On one thread.
 */
public final class EdgeFrames {

    private static final int ROUNDS = 4;
    private static final Site SITE = new Site(56.88, 14.81, 160);
    private static final Instant START = Instant.parse("2024-05-03T00:00:00Z");
    /** Long enough that the share of audit frames is what the settings say: 290 days of a frame each ten minutes. */
    private static final int FRAMES = 145 * 288;

    private EdgeFrames() {}

    /** @param arguments the bundle's directory, and a directory of frames */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> files = read(Path.of(arguments[1]));
        times(files);
        Path folder = Files.createTempDirectory("skycast-edge-frames");
        try {
            List<Bytes> each = records(files, folder, Path.of(arguments[0]));
            tell(each);
        } finally {
            Rounds.remove(folder);
        }
        System.out.printf("resident memory with the model open twice: %s (heap at most %d MB)%n", resident(), heap());
    }

    private static List<byte[]> read(Path directory) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> names = Files.list(directory)) {
            for (Path name : names.filter(n -> n.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(200)
                    .toList()) {
                files.add(Files.readAllBytes(name));
            }
        }
        return files;
    }

    private static void times(List<byte[]> files) {
        var preparation = new FramePreparation(PictureSettings.DEFAULT, SITE);
        var decoder = new FrameDecoder(32 << 20, 100_000_000);
        List<Double> prepare = new ArrayList<>();
        List<Double> decode = new ArrayList<>();
        long before = 0;
        long after = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            for (byte[] file : files) {
                long start = System.nanoTime();
                FrameResult made = preparation.prepare(frame(START, file));
                long middle = System.nanoTime();
                decoder.decode(file);
                long end = System.nanoTime();
                if (round == 0) {
                    before += file.length;
                    after += ((FrameResult.Prepared) made).frame().image().length;
                } else {
                    prepare.add((middle - start) / 1e6);
                    decode.add((end - middle) / 1e6);
                }
            }
        }
        System.out.printf("%d frames, prepared with the default settings: %s%n", files.size(), told(prepare));
        System.out.printf("decoded in full and no more: %s%n", told(decode));
        System.out.printf(
                "ratio of the medians: %.2f%nbytes of a frame: %d before, %d after, %.1f times fewer%n",
                Rounds.median(prepare) / Rounds.median(decode),
                before / files.size(),
                after / files.size(),
                (double) before / after);
    }

    /** The values' bytes of a frame's record, and of its embedding's without and with a digest. */
    private record Bytes(int frame, int embedding, int audited) {}

    private static List<Bytes> records(List<byte[]> files, Path folder, Path bundle) throws IOException {
        Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
        List<Bytes> all = new ArrayList<>();
        try (Serializer<SpecificRecord> values = AvroSerdes.anyValues(serdes);
                var never = Edge.open(folder.resolve("never"), bundle, 0);
                var always = Edge.open(folder.resolve("always"), bundle, 1)) {
            Instant at = START;
            for (byte[] file : files) {
                at = at.plus(Duration.ofMinutes(10));
                int alone = never.bytes(file, at, values).getOrDefault(Topics.EMBEDDINGS.name(), 0);
                Map<String, Integer> both = always.bytes(file, at, values);
                all.add(new Bytes(
                        both.getOrDefault(Topics.FRAMES.name(), 0),
                        alone,
                        both.getOrDefault(Topics.EMBEDDINGS.name(), 0)));
            }
        }
        return all;
    }

    private static void tell(List<Bytes> each) {
        double frame = each.stream().mapToInt(Bytes::frame).average().orElseThrow();
        double embedding = each.stream().mapToInt(Bytes::embedding).average().orElseThrow();
        double audited = each.stream().mapToInt(Bytes::audited).average().orElseThrow();
        System.out.printf("bytes of a record's value: frame %.0f, embedding %.0f%n", frame, embedding);
        long frames = 0;
        long skies = 0;
        for (int slot = 0; slot < FRAMES; slot++) {
            Bytes one = each.get(slot % each.size());
            boolean audit = slot % 145 == 0;
            frames += one.frame();
            skies += audit ? one.audited() + one.frame() : one.embedding();
        }
        System.out.printf(
                "over %d slots, a frame each 145 slots for audit: %.1f MB of frames, %.1f MB in their place (%.1f kB a day, audited"
                        + " embedding %.0f B); %.2f times fewer%n",
                FRAMES, frames / 1e6, skies / 1e6, 144.0 * skies / FRAMES / 1e3, audited, (double) frames / skies);
    }

    /** An edge that embeds, and its spool. */
    private record Edge(Spool spool, SampleProcessor processor) implements AutoCloseable {

        static Edge open(Path folder, Path bundle, int auditEvery) throws IOException {
            Files.createDirectories(folder);
            Path file =
                    Files.writeString(folder.resolve("edge.yaml"), """
                    inference: { bundle: %s, embed: edge, auditEvery: %d, forecast: edge }
                    spool: { file: spool.db }
                    stations:
                      - id: 0-752-0-vaxjo
                        name: Växjö
                        site: { latitude: 56.88, longitude: 14.81, altitude: 160 }
                        frames: { directory: . }
                    """.formatted(bundle.toAbsolutePath(), auditEvery));
            EdgeConfig config = EdgeConfig.read(file, Map.of());
            Spool spool = Spool.open(config.spool().file(), START);
            return new Edge(spool, EdgeParts.processor(config, spool, new EdgeMetrics()));
        }

        /** The bytes that go out for a frame, by topic. */
        Map<String, Integer> bytes(byte[] file, Instant at, Serializer<SpecificRecord> values) {
            Sample.Frame frame = frame(at, file);
            spool.write(List.of(SpoolBatch.unasked(processor.process(List.of(frame), at))), at);
            processor.commit(frame.stationId());
            Map<String, Integer> bytes = new HashMap<>();
            List<Spool.Waiting> waiting = spool.oldest(10, Long.MAX_VALUE);
            waiting.forEach(one -> bytes.put(one.topic(), values.serialize(one.topic(), one.value()).length));
            spool.trim(waiting.stream().map(Spool.Waiting::id).toList());
            return bytes;
        }

        @Override
        public void close() {
            processor.close();
            spool.close();
        }
    }

    private static Sample.Frame frame(Instant at, byte[] image) {
        return new Sample.Frame("0-752-0-vaxjo", at, at.toString(), image);
    }

    /** What the process holds of the machine's memory, where the system says so. */
    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        Optional<String> line = Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(l -> l.startsWith("VmRSS:"))
                        .findFirst()
                : Optional.empty();
        return line.map(l -> l.substring("VmRSS:".length()).strip()).orElse("unknown");
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }

    private static String told(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return "median %.1f ms, p10 %.1f ms".formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() / 10));
    }
}
