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
import org.skycast.sandbox.EmbeddedKafka.Extras;
import org.skycast.topics.access.Role;

/** A broker that asks for a password by SCRAM over TLS and refuses what no list allows, with a principal for each role. */
record SecuredBroker(Path folder, Certificates certificates, EmbeddedKafka kafka, Rig rig) implements AutoCloseable {

    static SecuredBroker start(Path folder) throws Exception {
        var certificates = new Certificates(folder.resolve("certificates"));
        Map<String, String> settings = new HashMap<>(certificates.trust());
        settings.putAll(Certificates.key(certificates.signed("broker")));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Of the plain listener, which the test and its registry alone use.
        settings.put("super.users", "User:ANONYMOUS");
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        EmbeddedKafka kafka =
                EmbeddedKafka.start(folder.resolve("broker"), 0, new Extras(Map.of("SCRAM", "SASL_SSL"), settings));
        Rig rig = Rig.at(kafka.bootstrapServers(), folder.resolve("rig"));
        users(kafka);
        lists(rig);
        return new SecuredBroker(folder, certificates, kafka, rig);
    }

    private static void users(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (Role role : Role.values()) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                role.name(),
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                role + " pass")))
                        .all()
                        .get();
            }
        }
    }

    private static void lists(Rig rig) {
        for (Role role : Role.values()) {
            String made = rig.done("topics", "acls", "--create", "--role", role.name(), "--principal", "User:" + role);
            assertThat(made).contains("may do what the role " + role + " needs");
        }
    }

    Map<String, String> as(Role role) {
        Map<String, String> keys = new HashMap<>(certificates.trust());
        keys.put("bootstrap.servers", kafka.bootstrapServers("SCRAM"));
        keys.put("schema.registry.url", rig.clients().get("schema.registry.url"));
        keys.put("security.protocol", "SASL_SSL");
        keys.put("sasl.mechanism", "SCRAM-SHA-512");
        keys.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s pass\";"
                        .formatted(role, role));
        return keys;
    }

    static String yaml(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(e -> "'%s': '%s'".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    Ended operator(String... command) throws Exception {
        Path config = folder.resolve("operator.properties");
        Files.write(
                config,
                as(Role.operator).entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\"))
                        .toList());
        List<String> whole = new ArrayList<>(List.of(command));
        whole.addAll(List.of(
                "--bootstrap-server",
                kafka.bootstrapServers("SCRAM"),
                "--registry",
                rig.clients().get("schema.registry.url"),
                "--command-config",
                config.toString()));
        return Ended.run(whole.toArray(String[]::new));
    }

    @Override
    public void close() throws Exception {
        rig.close();
        kafka.close();
    }
}
