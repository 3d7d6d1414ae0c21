package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.SensorReading;
import org.skycast.edge.operate.SpoolFile;
import org.skycast.sandbox.EmbeddedKafka.Extras;
import org.skycast.topics.Topics;

/** An edge before brokers that ask who it is, by each of the ways that Kafka knows, and let a principal do what it may. */
class SecureUplinkIT {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static TokenIssuer issuer;
    private static EmbeddedKafka kafka;
    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(folder.resolve("certificates"));
        issuer = new TokenIssuer();
        System.setProperty(ALLOWED_URLS, issuer.url("/token") + "," + issuer.url("/keys"));
        Map<String, String> settings = new HashMap<>(certificates.trust());
        settings.putAll(Certificates.key(certificates.signed("broker")));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Of the plain listener, which the test alone uses.
        settings.put("super.users", "User:ANONYMOUS");
        settings.put("listener.name.mutual.ssl.client.auth", "required");
        settings.put("listener.name.mutual.ssl.principal.mapping.rules", "RULE:^CN=(.*)$/$1/");
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        String oauth = "listener.name.oauth.";
        settings.put(oauth + "sasl.enabled.mechanisms", "OAUTHBEARER");
        settings.put(
                oauth + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put(
                oauth + "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put(oauth + "sasl.oauthbearer.jwks.endpoint.url", issuer.url("/keys"));
        settings.put(oauth + "sasl.oauthbearer.expected.audience", "skycast");
        kafka = EmbeddedKafka.start(
                folder.resolve("broker"),
                0,
                new Extras(Map.of("SCRAM", "SASL_SSL", "MUTUAL", "SSL", "OAUTH", "SASL_SSL"), settings));
        rig = Rig.at(kafka.bootstrapServers(), folder.resolve("rig"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (String user : List.of("north", "south")) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), user + " secret")))
                        .all()
                        .get();
            }
            List<AclBinding> acls = new ArrayList<>();
            for (String user : List.of("north", "west", "east")) {
                acls.add(mayWrite(user, "skycast.readings"));
            }
            for (String user : List.of("north", "south", "west", "east")) {
                acls.add(mayWrite(user, "skycast.stations"));
                acls.add(mayWrite(user, "skycast.station-status"));
            }
            admin.createAcls(acls).all().get();
        }
    }

    private static AclBinding mayWrite(String user, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty(ALLOWED_URLS);
        rig.close();
        kafka.close();
        issuer.close();
    }

    private static Map<String, String> scram(String user, String password) {
        Map<String, String> keys = new HashMap<>(certificates.trust());
        keys.put("bootstrap.servers", kafka.bootstrapServers("SCRAM"));
        keys.put("security.protocol", "SASL_SSL");
        keys.put("sasl.mechanism", "SCRAM-SHA-512");
        keys.put("sasl.jaas.config", login(user, password));
        return keys;
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    private static String yaml(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(e -> "'%s': '%s'".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /** Settings of stations that have a reading each; what is different is by station. */
    private static Path config(Map<String, String> common, Map<String, Map<String, String>> stations) throws Exception {
        Path home = Files.createTempDirectory(folder, "edge");
        Files.writeString(home.resolve("r.csv"), "time,t\n2026-06-01T00:00:00Z,50\n2026-06-01T00:01:00Z,51\n");
        Map<String, String> all = new HashMap<>(common);
        all.put("schema.registry.url", rig.clients().get("schema.registry.url"));
        StringBuilder yaml = new StringBuilder(
                "kafka: %s\nspool: { file: spool.db, maxMegabytes: 10 }\noperation: { httpPort: -1 }\nstations:\n"
                        .formatted(yaml(all)));
        stations.forEach(
                (id, kafka) -> yaml.append("""
                          - id: %s
                            name: %s
                            site: { latitude: 1, longitude: 2, altitude: 3 }
                            kafka: %s
                            readings: { csv: r.csv, columns: { air_temperature: { column: t, units: degF } } }
                        """.formatted(id, id, yaml(kafka)).indent(2)));
        return Files.writeString(home.resolve("edge.yaml"), yaml.toString());
    }

    private static long readingsOf(String station) {
        return rig.read(Topics.READINGS).stream()
                .map(SensorReading::getStationId)
                .filter(station::equals)
                .count();
    }

    private static Ended check(Path config) {
        return Ended.run("edge", "check", "--timeout", "20", "--config", config.toString());
    }

    private static Ended send(Path config) {
        return Ended.run("edge", "run", "--once", "--config", config.toString());
    }

    @Test
    void twoStationsOfOneEdgeAreTwoPrincipalsAndWhatOneMayNotWriteIsParked() throws Exception {
        Path config = config(
                scram("north", "north secret"),
                Map.of("north", Map.of(), "south", Map.of("sasl.jaas.config", login("south", "south secret"))));
        Ended checked = check(config);
        assertThat(checked.code()).as(checked.out()).isEqualTo(1);
        assertThat(checked.out().lines())
                .anyMatch(line -> line.matches("uplink north +ok +cluster .*, 1 broker, SASL_SSL\\."))
                .anyMatch(line ->
                        line.matches("certificates north +warn +the brokers' holds until .*: renew it before\\."))
                .anyMatch(line -> line.matches(
                        "topics north +ok +may write to skycast.stations, skycast.readings, skycast.station-status\\."))
                .anyMatch(line ->
                        line.matches("topics south +FAILED +This principal may not write to skycast.readings,.*"))
                .anyMatch(line -> line.matches("registry +ok +.*"));
        Ended sent = send(config);
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(readingsOf("north")).isEqualTo(2);
        assertThat(readingsOf("south")).isZero();
        var spool = new SpoolFile(config.resolveSibling("spool.db")).state(10_000_000);
        assertThat(spool.waiting()).isZero();
        assertThat(spool.reasons()).containsExactly("2 times: Not authorized to access topics: [skycast.readings]");
        assertThat(check(config).out()).contains("the broker refused for good: 2 times: Not authorized");
    }

    @Test
    void wrongPasswordIsNamed() throws Exception {
        Ended checked = check(config(scram("north", "not it"), Map.of("north", Map.of())));
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.out().lines())
                .anyMatch(line -> line.matches("uplink north +FAILED +The brokers at .* refuse the login .*"));
    }

    @Test
    void keyAndCertificateAreEnoughForMutualTls() throws Exception {
        Map<String, String> keys = new HashMap<>(certificates.trust());
        keys.put("bootstrap.servers", kafka.bootstrapServers("MUTUAL"));
        keys.put("security.protocol", "SSL");
        Ended without = check(config(keys, Map.of("west", Map.of())));
        assertThat(without.out().lines())
                .anyMatch(line -> line.matches("uplink west +FAILED +.* trust each other by TLS .*"));
        keys.putAll(Certificates.key(certificates.signed("west")));
        Path config = config(keys, Map.of("west", Map.of()));
        Ended checked = check(config);
        assertThat(checked.out().lines())
                .anyMatch(line -> line.matches("uplink west +ok +cluster .*, SSL\\."))
                .anyMatch(line -> line.matches("certificates west +warn +.*this edge's until .*"))
                .anyMatch(line -> line.matches("topics west +ok +.*skycast.readings.*"));
        assertThat(send(config).code()).isZero();
        assertThat(readingsOf("west")).isEqualTo(2);
    }

    @Test
    void tokenOfAnIssuerIsEnoughForOauthbearer() throws Exception {
        Map<String, String> keys = new HashMap<>(certificates.trust());
        keys.put("bootstrap.servers", kafka.bootstrapServers("OAUTH"));
        keys.put("security.protocol", "SASL_SSL");
        keys.put("sasl.mechanism", "OAUTHBEARER");
        keys.put("sasl.oauthbearer.token.endpoint.url", issuer.url("/token"));
        keys.put(
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        keys.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"east\" clientSecret=\"%s\";"
                        .formatted(TokenIssuer.SECRET));
        Path config = config(keys, Map.of("east", Map.of()));
        Ended checked = check(config);
        assertThat(checked.out().lines())
                .as(checked.out())
                .anyMatch(line -> line.matches("uplink east +ok +.*"))
                .anyMatch(line -> line.matches("topics east +ok +.*skycast.readings.*"));
        assertThat(send(config).code()).isZero();
        assertThat(readingsOf("east")).isEqualTo(2);
    }
}
