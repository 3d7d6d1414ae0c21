package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.avro.Tick;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * Two stations at one place send the same good records; between those of one stand all kinds of bad ones. Their forecasts
 * are the same, and each bad record is found in its place and counted.
 */
class BadInputIT {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant EPOCH = START.minusSeconds(60);

    @TempDir
    Path folder;

    private final Map<String, Long> sequences = new HashMap<>();
    private final List<ProducerRecord<String, byte[]>> log = new ArrayList<>();
    private Serializer<SpecificRecord> avro;

    @Test
    void goodForecastsAreTheSameWithAndWithoutBadRecordsBetweenThem() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            avro = AvroSerdes.anyValues(rig.clients());
            fill();
            try (var producer =
                    new KafkaProducer<>(producerSettings(rig), new StringSerializer(), new ByteArraySerializer())) {
                for (ProducerRecord<String, byte[]> record : log) {
                    producer.send(record).get();
                }
            }
            try (NowcastApp topology = rig.topology()) {
                rig.awaitCaughtUp();
                Rig.await(
                        "the stages beside it",
                        Duration.ofMinutes(1),
                        () -> topology.metrics().counts().containsKey("skycast.dead.letters[skycast.forecasts]")
                                && rig.read(Topics.DEAD_LETTERS, new ByteArrayDeserializer())
                                                .size()
                                        >= 8);
                check(rig, topology.metrics().counts());
            }
        }
    }

    private void check(Rig rig, Map<String, Long> counts) {
        List<Forecast> forecasts = new ArrayList<>();
        try (var reader = LogReader.on(rig.clients())) {
            var values = LogValues.of(Topics.FORECASTS, rig.clients(), LogValues.Unreadable.IS_PASSED_OVER);
            reader.forEach(Topics.FORECASTS.name(), values, entry -> forecasts.add(entry.value()));
        }
        List<String> clean = of("clean", forecasts);
        assertThat(clean).hasSize(17);
        assertThat(of("dirty", forecasts)).isEqualTo(clean);

        Map<String, Long> reasons = rig.read(Topics.REJECTED).stream()
                .collect(Collectors.groupingBy(Rejected::getReason, Collectors.counting()));
        assertThat(reasons)
                .isEqualTo(Map.of(
                        "IMAGE_UNREADABLE", 4L,
                        "IMAGE_TOO_LARGE", 1L,
                        "NOT_FINITE", 2L,
                        "OUT_OF_RANGE", 1L,
                        "DUPLICATE", 2L,
                        "IN_FUTURE", 3L,
                        "TOO_OLD", 2L,
                        "KEY_MISMATCH", 2L,
                        "NUMBER_UNUSABLE", 2L,
                        "UNKNOWN_STATION", 2L));
        reasons.forEach(
                (reason, number) -> assertThat(counts).containsEntry("skycast.rejected[" + reason + "]", number));

        List<byte[]> deadLetters = rig.read(Topics.DEAD_LETTERS, new ByteArrayDeserializer());
        assertThat(deadLetters)
                .hasSize(8)
                .allSatisfy(letter -> assertThat(letter.length).isLessThan(5_000));
        assertThat(counts)
                .containsEntry("skycast.dead.letters[skycast.readings]", 5L)
                .containsEntry("skycast.dead.letters[skycast.frames]", 1L)
                // Three stages read the one, and one the other; each is counted once.
                .containsEntry("skycast.dead.letters[skycast.observations]", 1L)
                .containsEntry("skycast.dead.letters[skycast.forecasts]", 1L)
                .containsEntry("skycast.tombstones[skycast.readings]", 1L)
                // Those of records that are unreadable or of another station, and nothing of the ends of the numbers.
                .containsEntry("skycast.sequence.missing", 2L)
                .doesNotContainKey("skycast.threads.replaced[nowcast]");
    }

    private void fill() {
        for (String id : List.of("clean", "dirty")) {
            add(Topics.STATIONS, id, new Station(id, id, new Site(55.0, 12.0, 10.0)));
        }
        for (int minute = 0; minute < 180; minute++) {
            for (String id : List.of("clean", "dirty")) {
                if (minute % 5 == 0) {
                    add(Topics.FRAMES, id, frame(id, at(minute), picture(minute)));
                }
                add(Topics.READINGS, id, reading(id, at(minute), 10 + minute / 100.0));
            }
            spoil(minute);
        }
    }

    /** One bad record after another, each at a minute of its own. */
    private void spoil(int minute) {
        byte[] picture = picture(minute);
        byte[] noise = new byte[300];
        new Random(minute).nextBytes(noise);
        switch (minute) {
            case 11 -> add(Topics.FRAMES, "dirty", frame("dirty", at(18), Arrays.copyOf(picture, picture.length / 2)));
            case 13 -> add(Topics.FRAMES, "dirty", frame("dirty", at(17), new byte[0]));
            case 21 -> add(Topics.FRAMES, "dirty", frame("dirty", at(29), Arrays.copyOf(picture, (2 << 20) + 1)));
            case 23 ->
                add(
                        Topics.FRAMES,
                        "dirty",
                        frame("dirty", at(29), "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            case 24 -> add(Topics.FRAMES, "dirty", frame("dirty", at(29), noise));
            case 31 -> add(Topics.READINGS, "dirty", reading("dirty", at(31).plusSeconds(30), Double.NaN));
            case 32 ->
                add(Topics.READINGS, "dirty", reading("dirty", at(32).plusSeconds(30), Double.NEGATIVE_INFINITY));
            case 33 -> add(Topics.READINGS, "dirty", reading("dirty", at(33).plusSeconds(30), 4000));
            case 41 -> log.add(log.get(log.size() - 1));
            case 42 -> log.add(log.get(log.size() - 3));
            case 51 ->
                add(Topics.READINGS, "dirty", reading("dirty", Instant.now().plus(Duration.ofDays(3)), 10));
            case 52 -> add(Topics.FRAMES, "dirty", frame("dirty", Instant.now().plus(Duration.ofDays(3)), picture));
            case 61 -> add(Topics.READINGS, "dirty", reading("dirty", Instant.parse("1990-01-01T00:00:00Z"), 10));
            case 62 -> add(Topics.FRAMES, "dirty", frame("dirty", Instant.parse("1990-01-01T00:00:00Z"), picture));
            case 71 -> add(Topics.READINGS, "nobody", reading("nobody", at(71), 10));
            case 72 -> add(Topics.FRAMES, "nobody", frame("nobody", at(71), picture));
            case 73 -> add(Topics.READINGS, "dirty", reading("clean-not", at(71), 10));
            case 81 -> addBytes(Topics.READINGS, "dirty", avro.serialize("wrong", new Tick(1, at(81))));
            case 82 -> addBytes(Topics.READINGS, "dirty", noise);
            case 83 -> addBytes(Topics.FRAMES, "dirty", noise);
            case 84 -> addBytes(Topics.READINGS, "dirty", new byte[0]);
            case 91 -> addBytes(Topics.READINGS, "dirty", new byte[10_000_000]);
            case 92 -> addBytes(Topics.READINGS, "k".repeat(3_000_000), noise);
            case 93 -> log.add(new ProducerRecord<>(Topics.READINGS.name(), "dirty", null));
            case 94 -> log.add(new ProducerRecord<>(Topics.DEPLOYMENTS.name(), "dirty", null));
            case 95 -> add(Topics.READINGS, "dirty", numbered(Long.MAX_VALUE, at(95)));
            case 96 -> add(Topics.READINGS, "dirty", numbered(Long.MIN_VALUE, at(96)));
            case 97 -> add(Topics.OBSERVATIONS, "dirty", observation("dirty", Instant.parse("2090-01-01T00:00:00Z")));
            case 98 -> add(Topics.OBSERVATIONS, "dirty", observation("clean", at(0)));
            case 99 -> addBytes(Topics.OBSERVATIONS, "dirty", noise);
            case 101 -> addBytes(Topics.FORECASTS, "dirty", noise);
            default -> {
                // A good minute.
            }
        }
    }

    private <T extends SpecificRecord> void add(Topic<T> topic, String key, T value) {
        addBytes(topic, key, avro.serialize(topic.name(), value));
    }

    private void addBytes(Topic<?> topic, String key, byte[] value) {
        log.add(new ProducerRecord<>(topic.name(), key, value));
    }

    private static Map<String, Object> producerSettings(Rig rig) {
        Map<String, Object> settings = new HashMap<>(rig.clients());
        settings.put("max.request.size", 32 << 20);
        // Ten megabytes of nothing go as a few kilobytes.
        settings.put("compression.type", "gzip");
        settings.put("linger.ms", 0);
        return settings;
    }

    private static SensorReading numbered(long sequence, Instant at) {
        return SensorReading.newBuilder()
                .setStationId("dirty")
                .setEpoch(EPOCH)
                .setSequence(sequence)
                .setObservedAt(at)
                .setAirTemperature(10.0)
                .build();
    }

    private static Observation observation(String id, Instant start) {
        return Observation.newBuilder()
                .setStationId(id)
                .setSite(new Site(55.0, 12.0, 10.0))
                .setSlotStart(start)
                .setSlotMinutes(10)
                .setRevision(0)
                .setVariables(List.of())
                .setSky(null)
                .setNewestReadingAt(null)
                .setInputs(List.of())
                .build();
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private SensorReading reading(String id, Instant at, double temperature) {
        return SensorReading.newBuilder()
                .setStationId(id)
                .setEpoch(EPOCH)
                .setSequence(sequences.merge(id + "/readings", 1L, Long::sum))
                .setObservedAt(at)
                .setAirTemperature(temperature)
                .build();
    }

    private CameraFrame frame(String id, Instant at, byte[] image) {
        return CameraFrame.newBuilder()
                .setStationId(id)
                .setEpoch(EPOCH)
                .setSequence(sequences.merge(id + "/frames", 1L, Long::sum))
                .setCapturedAt(at)
                .setImage(ByteBuffer.wrap(image))
                .setMediaType("image/jpeg")
                .setWidth(64)
                .setHeight(48)
                .setSha256("")
                .build();
    }

    private static byte[] picture(int shade) {
        var image = new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, (shade + i % 64) * 0x010102);
        }
        var bytes = new ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(image, "jpeg", bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A station's forecasts, less its name and where and when its observations were written. */
    private static List<String> of(String id, List<Forecast> forecasts) {
        return forecasts.stream()
                .filter(forecast -> forecast.getStationId().equals(id))
                .map(f -> f.getReferenceTime() + " " + f.getVariables() + f.getEvents() + f.getInputs()
                        + f.getNewestFrameAgeSeconds() + f.getNewestReadingAgeSeconds()
                        + f.getLineage().getSlots())
                .toList();
    }
}
