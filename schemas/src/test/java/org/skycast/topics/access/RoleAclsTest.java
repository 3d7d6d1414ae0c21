package org.skycast.topics.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

class RoleAclsTest {

    private static RoleAcls of(Role role) {
        return new RoleAcls(role, "User:x", "skycast", role + "-");
    }

    @Test
    void everyTopicSaysWhoWritesAndReadsIt() {
        List<String> topics = Stream.concat(Topics.ALL.stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                .toList();
        assertThat(RoleAccess.byTopic()).containsOnlyKeys(topics);
        RoleAccess.byTopic().forEach((topic, access) -> {
            assertThat(access.writers()).as(topic).isNotEmpty();
            assertThat(access.readers()).as(topic).contains(Role.operator);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nothingIsAllowedOnEverythingOrTheCluster(Role role) {
        assertThat(of(role).bindings()).isNotEmpty().allSatisfy(binding -> {
            assertThat(binding.pattern().name()).isNotEqualTo("*");
            assertThat(binding.pattern().resourceType()).isNotEqualTo(ResourceType.CLUSTER);
            assertThat(binding.entry().operation())
                    .isNotIn(AclOperation.ALL, AclOperation.ALTER, AclOperation.ALTER_CONFIGS);
            assertThat(binding.entry().principal()).isEqualTo("User:x");
        });
    }

    @Test
    void noPrefixReachesATopicThatIsDeclared() {
        for (Role role : Role.values()) {
            for (AclBinding binding : of(role).bindings()) {
                if (binding.pattern().patternType() == PatternType.PREFIXED
                        && binding.pattern().resourceType() == ResourceType.TOPIC) {
                    assertThat(RoleAccess.byTopic().keySet())
                            .noneMatch(
                                    topic -> topic.startsWith(binding.pattern().name()));
                }
            }
        }
    }

    @Test
    void commandsSayTheSameAsTheLists() {
        assertThat(of(Role.edge).commands("broker:9092"))
                .hasSize(6)
                .contains(
                        "kafka-acls.sh --bootstrap-server broker:9092 --add --allow-principal 'User:x' --operation Write --operation Describe --topic '%s'"
                                .formatted(Topics.READINGS.name()));
        assertThat(of(Role.topology).commands("broker:9092"))
                .contains("kafka-acls.sh --bootstrap-server broker:9092 --add --allow-principal 'User:x' --operation"
                        + " Write --operation Describe --transactional-id 'skycast' --resource-pattern-type"
                        + " prefixed")
                .anyMatch(line -> line.contains("--operation DescribeConfigs"));
    }

    @Test
    void edgeWhoseStationsSignRegistersNone() {
        var signed = new RoleAcls(Role.edge, "User:x", "skycast", "edge-", true);
        assertThat(signed.bindings())
                .isNotEmpty()
                .noneMatch(binding -> binding.pattern().name().equals(Topics.STATIONS.name()));
        assertThat(of(Role.edge).bindings())
                .anyMatch(binding -> binding.pattern().name().equals(Topics.STATIONS.name()));
        assertThat(new RoleAcls(Role.operator, "User:x", "skycast", "o", true).bindings())
                .isEqualTo(new RoleAcls(Role.operator, "User:x", "skycast", "o").bindings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "User:", "User: x", "User:x'; rm -r", "User:x\ny", ""})
    void whatIsNoPrincipalIsRefused(String principal) {
        assertThatThrownBy(() -> new RoleAcls(Role.edge, principal, "skycast", "g"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no principal");
    }

    @Test
    void principalsOfCertificatesAreTaken() {
        assertThat(new RoleAcls(Role.edge, "User:CN=north,O=My Net", "skycast", "g").bindings())
                .isNotEmpty();
    }
}
