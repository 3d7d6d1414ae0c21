package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.dashboard.Dashboard;
import org.skycast.dashboard.ServeConfig;
import org.skycast.dashboard.feed.Lag;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;
import org.skycast.topics.access.Role;
import org.skycast.topics.access.RoleAccess;

/** A broker that refuses what nobody allowed: each role does its work by the lists that are made for it, and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolesIT {

    private static final Duration WAIT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static SecuredBroker broker;
    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(folder);
        rig = broker.rig();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static Path edge() throws Exception {
        Path home = Files.createDirectories(folder.resolve("edge"));
        StringBuilder csv = new StringBuilder("time,t\n");
        for (int minute = 0; minute < 240; minute += 2) {
            csv.append("%s,%d\n".formatted(Instant.parse("2026-06-01T00:00:00Z").plus(Duration.ofMinutes(minute)), 50));
        }
        Files.writeString(home.resolve("r.csv"), csv);
        return Files.writeString(home.resolve("edge.yaml"), """
            kafka: %s
            spool: { file: spool.db, maxMegabytes: 10 }
            operation: { httpPort: -1 }
            stations:
              - id: north
                name: North
                site: { latitude: 59.9, longitude: 10.7, altitude: 20 }
                readings: { csv: r.csv, columns: { air_temperature: { column: t, units: degF } } }
            """.formatted(SecuredBroker.yaml(broker.as(Role.edge))));
    }

    private static void assertDone(String... command) throws Exception {
        Ended ended = broker.operator(command);
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
    }

    @Test
    @Order(1)
    void theEdgeSendsTheTopologyForecastsAndTheOperatorDeploys() throws Exception {
        Path edge = edge();
        Ended checked = Ended.run("edge", "check", "--timeout", "20", "--config", edge.toString());
        assertThat(checked.out()).doesNotContain("FAILED");
        Ended sent = Ended.run("edge", "run", "--once", "--config", edge.toString());
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(rig.read(Topics.READINGS)).hasSize(120);

        assertDone("topics", "create");
        assertDone("topics", "check");
        assertDone("models", "publish", "--bundle", Rig.BUNDLE.toString());
        NowcastConfig config = NowcastConfig.read(
                "kafka: %s\nbundle: '%s'\nstateDirectory: '%s'\nhttpPort: -1\n"
                        .formatted(SecuredBroker.yaml(broker.as(Role.topology)), Rig.BUNDLE, folder.resolve("state")),
                "of the test",
                Map.of());
        try (NowcastApp app = NowcastApp.start(config)) {
            assertThat(app.awaitRunning(Duration.ofMinutes(1))).isTrue();
            Rig.await("forecasts", WAIT, () -> rig.read(Topics.FORECASTS).size() > 20);
            Rig.await("scores", WAIT, () -> !rig.read(Topics.SCORES).isEmpty());
            assertDone("models", "shadow", "skycast");
            assertDone("models", "list");
            Rig.await("ticks", WAIT, () -> !rig.read(Topics.TICKS).isEmpty());
        }
        assertDone("tail", "forecasts", "--from-beginning", "--max", "1", "--json");
        assertThat(rig.read(Topics.DEPLOYMENTS)).isNotEmpty();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Role role, Map<String, String> more) {
        Map<String, Object> keys = new HashMap<>(broker.as(role));
        keys.put("auto.offset.reset", "earliest");
        keys.putAll(more);
        return new KafkaConsumer<>(keys, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"alerts", "dashboard", "consumer"})
    @Order(2)
    void whoReadsInAGroupReadsAllThatIsItsOwn(Role role) {
        Set<String> topics = topics(role, false);
        try (var reader = consumer(role, Map.of("group.id", role + "-1"))) {
            reader.subscribe(topics);
            Set<String> seen = new HashSet<>();
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (!seen.containsAll(Set.of(Topics.FORECASTS.name(), Topics.OBSERVATIONS.name()))) {
                assertThat(System.nanoTime()).isLessThan(end);
                for (ConsumerRecord<byte[], byte[]> taken : reader.poll(Duration.ofMillis(500))) {
                    seen.add(taken.topic());
                }
            }
            reader.commitSync();
            assertThat(reader.assignment().stream().map(TopicPartition::topic).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(topics);
        }
    }

    /** In no group: to read and describe topics is all that it needs. */
    @Test
    @Order(2)
    void dashboardShowsAllByItsRightsAlone() {
        String yaml = "kafka: %s\nstore: %s\nhttpPort: 0\n"
                .formatted(SecuredBroker.yaml(broker.as(Role.dashboard)), folder.resolve("pages.db"));
        try (Dashboard dashboard =
                Dashboard.start(ServeConfig.read(yaml, "of the test", Map.of()), InstantSource.system())) {
            Rig.await(
                    "the dashboard to catch up",
                    WAIT,
                    () -> dashboard.state().caughtUp().isPresent()
                            && dashboard.state().behind() == 0);
            assertThat(dashboard.state().lags().values()).hasSize(13).allMatch(Lag::there);
        }
    }

    /** What a role may write or read. */
    private static Set<String> topics(Role role, boolean writes) {
        Set<String> topics = new TreeSet<>();
        RoleAccess.byTopic().forEach((topic, access) -> {
            if ((writes ? access.writers() : access.readers()).contains(role)) {
                topics.add(topic);
            }
        });
        return topics;
    }

    private static Set<String> others(Set<String> allowed) {
        Set<String> others = new TreeSet<>(RoleAccess.byTopic().keySet());
        others.add("__consumer_offsets");
        others.add("_schemas");
        others.removeAll(allowed);
        return others;
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Order(3)
    void noRoleWritesWhereItHasNoBusiness(Role role) {
        Map<String, Object> keys = new HashMap<>(broker.as(role));
        keys.put("max.block.ms", 20_000);
        try (var producer = new KafkaProducer<>(keys, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : others(topics(role, true))) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1], new byte[1]))
                                .get())
                        .as("%s writes to %s", role, topic)
                        // Whoever may write nowhere may not even number what it writes.
                        .hasCauseInstanceOf(AuthorizationException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Order(3)
    void noRoleReadsWhatIsNotItsOwn(Role role) {
        try (var reader = consumer(role, Map.of("default.api.timeout.ms", "20000"))) {
            for (String topic : others(topics(role, false))) {
                reader.assign(List.of(new TopicPartition(topic, 0)));
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 20; i++) {
                                reader.poll(Duration.ofMillis(500));
                            }
                        })
                        .as("%s reads %s", role, topic)
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Order(4)
    void noRoleMakesTopicsTakesOthersGroupsOrChangesTheLists(Role role) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.as(role)))) {
            refused(() -> admin.createTopics(List.of(new NewTopic("skycast.more", 1, (short) 1)))
                    .all()
                    .get());
            refused(() ->
                    admin.deleteTopics(List.of(Topics.READINGS.name())).all().get());
            refused(() -> admin.describeAcls(AclBindingFilter.ANY).values().get());
            refused(() -> admin.describeUserScramCredentials().all().get());
        }
        try (var reader = consumer(role, Map.of("group.id", "somebody-else"))) {
            reader.subscribe(List.of(Topics.FORECASTS.name()));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            reader.poll(Duration.ofMillis(500));
                        }
                    })
                    .isInstanceOfAny(GroupAuthorizationException.class, TopicAuthorizationException.class);
        }
    }

    private interface Asking {
        void ask() throws Exception;
    }

    private static void refused(Asking asking) {
        assertThatThrownBy(asking::ask)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthorizationException.class);
    }
}
