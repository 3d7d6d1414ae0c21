package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.identity.SecretKey;
import org.skycast.nowcast.observe.Variable;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;

/** A station whose edge signs or sends MACs: its keys in files, its edge's settings, and what commands are told of it. */
record ProvenStation(Rig rig, Path folder, Proof proof, String administrator) {

    static final String ID = "signed";

    /** Minutes of which its edge has a reading each, and of them those that wait in its spool. */
    static final int READINGS = 60;

    private static final int WAITED = 15;

    /** How a replay may come to its observations. */
    static final List<List<String>> WAYS =
            List.of(List.of(), List.of("--slots", "10", "--against", Rig.BUNDLE.toString()));

    /** How the station shows that a record is its own, and what more its settings and the commands say for that. */
    enum Proof {
        SIGNATURE,
        MAC;

        String edge() {
            return this == MAC ? ", admissionKey: admission.pem.pub" : "";
        }

        String topology(Path folder) {
            return this == MAC ? ", admissionKeys: \"%s\"".formatted(folder.resolve("admission.pem")) : "";
        }

        List<String> registration(Path folder) {
            return this == MAC
                    ? List.of(
                            "--admission-key",
                            folder.resolve("admission.pem.pub").toString())
                    : List.of();
        }

        List<String> replay(Path folder) {
            return this == MAC
                    ? List.of("--admission-key", folder.resolve("admission.pem").toString())
                    : List.of();
        }
    }

    /** With an administrator's key, and an admission key that nobody uses yet. */
    static ProvenStation on(Rig rig, Path folder, Proof proof) {
        Path key = folder.resolve("administrator.pem");
        SecretKey.generate(new SecureRandom()).write(key);
        var station = new ProvenStation(rig, folder, proof, key.toString());
        station.admissionKey("admission.pem");
        return station;
    }

    /** An edge that has made its key; what it took before waits in its spool, unsigned as it was taken. */
    Path edge() throws IOException {
        String key = folder.resolve("edge.pem").toString();
        Ended made = Ended.run("edge", "identity", "new", "--key", key);
        assertThat(made.code()).as(made.err()).isZero();
        Ended shown = Ended.run("edge", "identity", "show", "--key", key);
        assertThat(shown.out()).isEqualTo(made.out()).contains("-----BEGIN PUBLIC KEY-----");
        assertThat(Ended.run("edge", "identity", "new", "--key", key).err()).contains("is there already");
        try (Spool spool = Spool.open(folder.resolve("spool.db"), Rig.BEGIN)) {
            for (int minute = 0; minute < WAITED; minute++) {
                var one = new Sample.Values(
                        ID, minute(minute), minute(minute).toString(), Map.of(Variable.AIR_TEMPERATURE, 10.0));
                spool.put(ID + "/before", Memory.LAST, List.of(one), minute(minute));
            }
        }
        List<String> rows = new ArrayList<>(List.of("time,t"));
        for (int minute = WAITED; minute < READINGS; minute++) {
            rows.add(minute(minute) + ",10.0");
        }
        Files.write(folder.resolve("readings.csv"), rows);
        return Files.writeString(folder.resolve("edge.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                spool: { file: spool.db }
                identity: { mode: signed, key: edge.pem%s }
                stations:
                  - id: %s
                    site: { latitude: 55, longitude: 12, altitude: 10 }
                    readings:
                      csv: readings.csv
                      columns: { air_temperature: { column: t, units: degC } }
                """.formatted(
                rig.clients().get("bootstrap.servers"), rig.clients().get("schema.registry.url"), proof.edge(), ID));
    }

    static Instant minute(int minute) {
        return Rig.BEGIN.plus(Duration.ofMinutes(minute));
    }

    NowcastApp topology() {
        String identity = "identity: { mode: signed, administrators: [\"%s.pub\"]%s }%n"
                .formatted(administrator, proof.topology(folder));
        return NowcastApp.start(NowcastConfig.read(rig.yaml() + identity, "of the test", Map.of()));
    }

    String admissionKey(String name) {
        String key = folder.resolve(name).toString();
        Ended made = Ended.run("stations", "admission-key", "--key", key);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("fingerprint ", "-----BEGIN PUBLIC KEY-----");
        assertThat(Ended.run("stations", "admission-key", "--key", key).err()).contains("is there already");
        return key;
    }

    void register() {
        List<String> command = new ArrayList<>(List.of(
                "stations",
                "register",
                "--station",
                ID,
                "--key",
                folder.resolve("edge.pem.pub").toString(),
                "--latitude",
                "55",
                "--longitude",
                "12",
                "--altitude",
                "10",
                "--sign-key",
                administrator));
        command.addAll(proof.registration(folder));
        rig.done(command.toArray(new String[0]));
    }

    List<String> replay(List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                "replay",
                "--model",
                Rig.BUNDLE.toString(),
                "--from",
                minute(20).toString(),
                "--to",
                minute(50).toString(),
                "--report",
                folder.resolve("report" + more.size()).toString(),
                "--administrator",
                administrator + ".pub"));
        command.addAll(more);
        return command;
    }
}
