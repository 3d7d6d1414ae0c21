package org.skycast.dashboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Observation;
import org.skycast.avro.Station;
import org.skycast.avro.VariableSummary;
import org.skycast.dashboard.store.Store;
import org.skycast.topics.Topics;

/** What records become in the store, once each, however reading was broken off. */
class ProjectionTest {

    private static final List<String> TABLES = List.of(
            "position",
            "station",
            "newest",
            "observation",
            "frame",
            "forecast",
            "said",
            "incident",
            "warning",
            "heartbeat",
            "deployment",
            "skill",
            "drift",
            "refused",
            "refusal");

    @TempDir
    Path folder;

    private static Set<StoreChange> take(Store store, MadeTopics log) {
        return new Projection(store, MadeTopics.SERDES, Set.of()).take(log.records(), MadeTopics.next(log.records()));
    }

    private static long count(Store store, String rest) {
        return store.read(sql -> sql.number("SELECT count(*) FROM " + rest));
    }

    private static List<String> texts(Store store, String query) {
        return store.read(sql -> sql.list(query, row -> row.getString(1)));
    }

    /** Every row of every table, as text. */
    private static Map<String, List<String>> rows(Store store) {
        Map<String, List<String>> all = new TreeMap<>();
        for (String table : TABLES) {
            all.put(
                    table,
                    store.read(sql -> sql.list("SELECT * FROM " + table + " ORDER BY 1, 2, 3", row -> {
                        List<String> cells = new ArrayList<>();
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            cells.add(String.valueOf(row.getString(i)));
                        }
                        return String.join("|", cells);
                    })));
        }
        return all;
    }

    @Test
    void killedInTheMiddleOfABatchItGoesOnWithoutADoubledOrALostRow() throws Exception {
        Map<String, List<String>> calm;
        try (Store store = Store.open(folder.resolve("calm.db"))) {
            KilledProjection.run(store, () -> {});
            calm = rows(store);
        }
        Path killed = folder.resolve("killed.db");
        for (int kill = 0; kill < 3; kill++) {
            killAfter(killed, 20 + 13 * kill);
        }
        try (Store store = Store.open(killed)) {
            long before = count(store, "observation");
            assertThat(before).isPositive().isLessThan(calm.get("observation").size());
            KilledProjection.run(store, () -> {});
            assertThat(rows(store)).isEqualTo(calm);
        }
    }

    /** Runs until so many batches are in the store, and is killed with whatever it is at. */
    private static void killAfter(Path store, int batches) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProjection.class.getName(),
                        store.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (int seen = 0; seen < batches; ) {
                String line = said.readLine();
                assertThat(line).as("the process ended before it was killed").isNotNull();
                seen += line.equals("batch") ? 1 : 0;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void laterRevisionHoldsWhateverComesAfterIt() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            Instant taken = MadeTopics.at(9);
            take(
                    store,
                    new MadeTopics()
                            .add(Topics.OBSERVATIONS, "s", MadeTopics.observation("s", 1, 2), taken)
                            .add(Topics.OBSERVATIONS, "s", MadeTopics.observation("s", 1, 1), taken));
            assertThat(texts(store, "SELECT revision || ' ' || body FROM observation"))
                    .singleElement()
                    .asString()
                    .startsWith("2 ")
                    .contains("\"mean\":1.2");
        }
    }

    @Test
    void rainIsTheSlotsTotalAsItIsForetold() {
        Observation observation = MadeTopics.observation("s", 1, 0);
        observation.setVariables(List.of(
                new VariableSummary("thickness_of_rainfall_amount", "mm", 0.2, 0.0, 0.5, 10, List.of()),
                new VariableSummary("air_temperature", "degC", 0.2, 0.0, 0.5, 10, List.of())));
        assertThat(ObservationJson.of(observation).path("variables"))
                .extracting(ObservationJson::value)
                .extracting(JsonNode::asDouble)
                .containsExactly(2.0, 0.2);
    }

    @Test
    void twoDaysAndThirtySixFramesAreKeptByTheStationsOwnTime() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, new MadeTopics().station("s", 400));
            assertThat(count(store, "observation")).isEqualTo(288);
            assertThat(count(store, "said")).isEqualTo(288);
            assertThat(count(store, "frame")).isEqualTo(36);
            assertThat(count(store, "forecast")).isEqualTo(1);
        }
    }

    @Test
    void scoresAreSummedUpByDay() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(store, new MadeTopics().station("s", 144).station("t", 144));
            List<String> sums = store.read(sql -> sql.list(
                    "SELECT station, cases, absolute, persistence, inside, happened FROM skill WHERE lead = 60 ORDER BY name,"
                            + " station",
                    row -> "%s %d %.0f %.0f %d %d"
                            .formatted(
                                    row.getString(1),
                                    row.getLong(2),
                                    row.getDouble(3),
                                    row.getDouble(4),
                                    row.getLong(5),
                                    row.getLong(6))));
            assertThat(sums)
                    .containsExactly(
                            " 288 288 576 230 0",
                            "s 144 144 288 115 0",
                            "t 144 144 288 115 0",
                            " 288 0 58 0 72",
                            "s 144 0 29 0 36",
                            "t 144 0 29 0 36");
        }
    }

    @Test
    void highestSequenceOfAnIncidentHolds() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            Instant taken = MadeTopics.at(3);
            Set<StoreChange> changes = take(
                    store,
                    new MadeTopics()
                            .add(Topics.ALERTS, "s", MadeAlerts.message("i", "s", 1, "RAISED"), taken)
                            .add(Topics.ALERTS, "s", MadeAlerts.message("i", "s", 2, "CLEARED"), taken)
                            .add(Topics.ACTIVE_ALERTS, "s/frost", MadeAlerts.message("i", "s", 1, "RAISED"), taken));
            assertThat(changes).containsExactly(new StoreChange("alert", "s"));
            assertThat(texts(store, "SELECT state FROM incident")).containsExactly("CLEARED");
        }
    }

    @Test
    void copiesOfADeploymentCountOnce() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(
                    store,
                    new MadeTopics()
                            .add(
                                    Topics.DEPLOYMENTS,
                                    "d-1",
                                    MadeTopics.deployment("SHADOW", "b".repeat(64)),
                                    MadeTopics.START)
                            .add(
                                    Topics.DEPLOYMENTS,
                                    "d-1",
                                    MadeTopics.deployment("SHADOW", "b".repeat(64)),
                                    MadeTopics.START));
            assertThat(count(store, "deployment")).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoRecordIsPassedOverAndReadingGoesOn() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(
                    store,
                    new MadeTopics()
                            .add(Topics.STATIONS.name(), "s", new byte[] {0, 1, 2}, MadeTopics.START)
                            .add(Topics.STATIONS, "t", new Station("t", "T", MadeTopics.site()), MadeTopics.START)
                            .add(Topics.DEAD_LETTERS, "t", new byte[] {1}, MadeTopics.START));
            assertThat(count(store, "station")).isEqualTo(1);
            assertThat(texts(store, "SELECT kind || ' ' || reason FROM refused"))
                    .containsExactly("dead letter TOO_LARGE");
            assertThat(texts(store, "SELECT next FROM position WHERE topic = 'skycast.stations'"))
                    .containsExactly("2");
        }
    }

    @Test
    void stationThatIsTakenFromTheRegisterIsGone() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            take(
                    store,
                    new MadeTopics()
                            .add(Topics.STATIONS, "t", new Station("t", "T", MadeTopics.site()), MadeTopics.START)
                            .add(Topics.STATIONS.name(), "t", null, MadeTopics.START));
            assertThat(count(store, "station")).isZero();
        }
    }

    @Test
    void onlyTheStationsThatAreWantedAreTaken() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            List<ConsumerRecord<String, byte[]>> log =
                    new MadeTopics().station("s", 3).station("t", 3).records();
            new Projection(store, MadeTopics.SERDES, Set.of("t")).take(log, MadeTopics.next(log));
            assertThat(texts(store, "SELECT DISTINCT station FROM observation")).containsExactly("t");
        }
    }

    @Test
    void ofManyStationsSkillIsKeptForFewerDays() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            MadeTopics log = new MadeTopics().station("s", 3);
            for (int i = 0; i < 500; i++) {
                log.add(Topics.STATIONS, "t-" + i, new Station("t-" + i, "T", MadeTopics.site()), MadeTopics.START);
            }
            take(store, log);
            var projection = new Projection(store, MadeTopics.SERDES, Set.of());
            projection.forget(MadeTopics.START.plus(Duration.ofDays(7)));
            assertThat(count(store, "skill WHERE station <> ''")).isPositive();
            projection.forget(MadeTopics.START.plus(Duration.ofDays(9)));
            assertThat(count(store, "skill WHERE station <> ''")).isZero();
            assertThat(count(store, "skill")).isPositive();
        }
    }

    @Test
    void oldIsForgottenButNotWhatIsInForce() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            Instant taken = MadeTopics.at(3);
            take(
                    store,
                    new MadeTopics()
                            .station("s", 3)
                            .add(Topics.ALERTS, "s", MadeAlerts.message("i", "s", 1, "CLEARED"), taken)
                            .add(Topics.ALERTS, "s", MadeAlerts.message("j", "s", 1, "RAISED"), taken));
            var projection = new Projection(store, MadeTopics.SERDES, Set.of());
            projection.forget(MadeTopics.START.plus(Duration.ofDays(30)));
            assertThat(count(store, "skill WHERE station <> ''")).isPositive();
            projection.forget(MadeTopics.START.plus(Duration.ofDays(40)));
            assertThat(count(store, "skill")).isZero();
            assertThat(texts(store, "SELECT id FROM incident")).containsExactly("j");
        }
    }
}
