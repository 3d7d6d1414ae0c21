package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.sandbox.ProvenStation.ID;
import static org.skycast.sandbox.ProvenStation.READINGS;
import static org.skycast.sandbox.ProvenStation.WAYS;
import static org.skycast.sandbox.ProvenStation.minute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.identity.SecretKey;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.records.StationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/**
 * A station whose edge signs, or sends MACs, from key files and commands to forecasts, while somebody else who may write to the topics
 * tries to write in its name; and what a replay says of it afterwards.
 */
class SignedStationsIT {

    @TempDir
    Path folder;

    /** Whoever may write to the topics: the victim's own records under other numbers, readings in its name, its place. */
    private static void attack(Rig rig) throws Exception {
        List<ConsumerRecord<String, byte[]>> own = new ArrayList<>();
        try (var reader = LogReader.on(rig.clients())) {
            reader.whole(Topics.READINGS.name()).forEach(span -> reader.read(span, own::add));
        }
        ConsumerRecord<String, byte[]> stolen = own.get(0);
        SensorReading first = rig.read(Topics.READINGS).get(0);
        rig.send(
                Topics.READINGS,
                ID,
                SensorReading.newBuilder(first)
                        .setSequence(READINGS)
                        .setObservedAt(minute(READINGS))
                        .setAirTemperature(49.0)
                        .build());
        rig.send(Topics.STATIONS, ID, StationRecords.toAvro(new Station(ID, ID, new Site(-55, 12, 10))));
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(rig.clients()), new StringSerializer(), new ByteArraySerializer())) {
            byte[] changed = AvroSerdes.values(SensorReading.class, rig.clients())
                    .serializer()
                    .serialize(
                            stolen.topic(),
                            SensorReading.newBuilder(first)
                                    .setAirTemperature(49.0)
                                    .build());
            producer.send(new ProducerRecord<>(stolen.topic(), null, ID, changed, stolen.headers()))
                    .get();
            producer.send(new ProducerRecord<>(stolen.topic(), null, ID, stolen.value(), stolen.headers()))
                    .get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stationWritesOnlyAsItself(ProvenStation.Proof proof) throws Exception {
        try (Rig rig = Rig.on(folder.resolve("rig"))) {
            ProvenStation station = ProvenStation.on(rig, folder, proof);
            Path settings = station.edge();
            station.register();
            try (NowcastApp topology = station.topology()) {
                Ended sent = Ended.run("edge", "run", "--config", settings.toString(), "--once");
                assertThat(sent.code()).as(sent.err()).isZero();
                rig.awaitCaughtUp();
                assertThat(rig.read(Topics.REJECTED)).isEmpty();
                attack(rig);
                rig.awaitCaughtUp();
                assertThat(topology.metrics().counts()).containsEntry("skycast.rejected[NOT_AUTHENTIC]", 3L);
            }
            used(rig);
            if (proof == ProvenStation.Proof.MAC) {
                replayedWithoutTheAdmissionKey(station);
            }
            replayed(station);
            revoked(station);
            if (proof == ProvenStation.Proof.MAC) {
                admissionKeyRevoked(station);
            }
        }
    }

    private static void used(Rig rig) {
        assertThat(rig.read(Topics.REJECTED))
                .extracting(Rejected::getReason)
                .containsExactlyInAnyOrder("NOT_AUTHENTIC", "NOT_AUTHENTIC", "NOT_AUTHENTIC", "DUPLICATE");
        Map<Instant, Integer> counts = rig.read(Topics.OBSERVATIONS).stream()
                .collect(Collectors.toMap(
                        Observation::getSlotStart,
                        slot -> slot.getVariables().get(0).getCount()));
        // The last slot's end comes with no reading.
        assertThat(counts)
                .hasSize(READINGS / 10 - 1)
                .containsOnlyKeys(slots())
                .allSatisfy((slot, count) -> assertThat(count).isEqualTo(10));
    }

    private static Set<Instant> slots() {
        Set<Instant> slots = new HashSet<>();
        for (int slot = 0; slot < READINGS / 10 - 1; slot++) {
            slots.add(minute(10 * slot));
        }
        return slots;
    }

    /** Nothing is said of what cannot be told, and a replay that was stopped so goes on once it has the key. */
    private void replayedWithoutTheAdmissionKey(ProvenStation station) {
        for (List<String> more : WAYS) {
            Ended ended = station.rig().run(station.replay(more).toArray(new String[0]));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("whose private key is not here; name its file with --admission-key")
                    .doesNotContain("at org.skycast");
        }
    }

    private void replayed(ProvenStation station) throws Exception {
        for (List<String> more : WAYS) {
            Path report = folder.resolve("report" + more.size());
            List<String> command = station.replay(more);
            command.addAll(station.proof().replay(folder));
            Ended ended = station.rig().run(command.toArray(new String[0]));
            assertThat(ended.code()).as(ended.err()).isEqualTo(5);
            JsonNode signatures = new ObjectMapper()
                    .readTree(report.resolve("report.json").toFile())
                    .get("signatures");
            assertThat(signatures.get("checked").asInt()).isEqualTo(READINGS + 3);
            assertThat(signatures.get("refused").asInt()).isEqualTo(2);
            assertThat(ended.out()).contains("2 had none that counts");
        }
    }

    private void revoked(ProvenStation station) {
        String listed = station.rig().done("stations", "list", "--administrator", station.administrator() + ".pub");
        assertThat(listed).contains(ID + "  " + ID + "  revision 1").doesNotContain("revoked");
        String key = listed.lines()
                .filter(line -> line.startsWith("  "))
                .findFirst()
                .orElseThrow()
                .strip()
                .substring(0, 12);
        station.rig().done("stations", "revoke", "--station", ID, "--key", key, "--sign-key", station.administrator());
        assertThat(station.rig().done("stations", "list", "--administrator", station.administrator() + ".pub"))
                .contains("revision 2")
                .contains(", revoked from ");
        Ended late = station.rig()
                .run(
                        "stations",
                        "revoke",
                        "--station",
                        ID,
                        "--key",
                        key,
                        "--sign-key",
                        station.administrator(),
                        "--from",
                        Rig.BEGIN.toString());
        assertThat(late.err()).contains("is no slot that is yet to begin");
        Ended other = station.rig()
                .run(
                        "stations",
                        "rotate",
                        "--station",
                        ID,
                        "--key",
                        folder.resolve("edge.pem.pub").toString(),
                        "--sign-key",
                        folder.resolve("edge.pem").toString());
        assertThat(other.err()).contains("is signed by these administrators");
    }

    private void admissionKeyRevoked(ProvenStation station) {
        String next = station.admissionKey("next.pem");
        station.rig()
                .done(
                        "stations",
                        "rotate",
                        "--station",
                        ID,
                        "--admission-key",
                        next + ".pub",
                        "--sign-key",
                        station.administrator());
        List<String> admission = station.rig()
                .done("stations", "list", "--administrator", station.administrator() + ".pub")
                .lines()
                .filter(line -> line.contains("admission key "))
                .toList();
        assertThat(admission).hasSize(2);
        assertThat(admission.get(0)).contains(", revoked from ");
        assertThat(admission.get(1)).doesNotContain("revoked");
        String key =
                admission.get(1).strip().substring("admission key ".length()).substring(0, 12);
        station.rig().done("stations", "revoke", "--station", ID, "--key", key, "--sign-key", station.administrator());
        assertThat(station.rig().done("stations", "list", "--administrator", station.administrator() + ".pub"))
                .contains("revision 4");
        assertThat(station.rig()
                        .run("stations", "rotate", "--station", ID, "--sign-key", station.administrator())
                        .err())
                .contains("name the next key with --key or --admission-key");
    }

    @Test
    void keyThatOthersMayReadSignsNothing() throws Exception {
        Path key = folder.resolve("edge.pem");
        SecretKey.generate(new SecureRandom()).write(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(Ended.run("edge", "identity", "show", "--key", key.toString())
                        .err())
                .contains("may be read by others than its owner; chmod 600 it");
    }
}
