package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.skycast.topics.Topics;
import org.skycast.topics.access.Role;

/** The Helm chart has the topics and the roles' lists as they are declared. */
class BrokerResourcesTest {

    private static final Path FILES = Path.of("../infra/kubernetes/skycast/files");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void topicsArePinned() throws IOException {
        pinned("topics.yaml", BrokerResources.topics());
    }

    @Test
    void rolesArePinned() throws IOException {
        pinned("roles.yaml", BrokerResources.roles());
    }

    private static void pinned(String name, String text) throws IOException {
        if (Boolean.getBoolean("pin")) {
            Files.writeString(FILES.resolve(name), text);
        }
        assertThat(text)
                .as("topics or roles changed; if that is meant, run the test with -Dpin=true")
                .isEqualTo(Files.readString(FILES.resolve(name)));
    }

    @Test
    void everyTopicHasAResource() throws IOException {
        JsonNode topics = YAML.readTree(BrokerResources.topics());
        assertThat(topics).hasSize(Topics.ALL.size() + 1);
        assertThat(topics)
                .allSatisfy(topic -> assertThat(topic.path("config").properties())
                        .isNotEmpty()
                        .allSatisfy(setting ->
                                assertThat(setting.getValue().isTextual()).isTrue()));
    }

    /** Where stations sign, what an edge wrote into the register would take the place of what an administrator signed. */
    @Test
    void anEdgeThatSignsRegistersNothing() throws IOException {
        JsonNode roles = YAML.readTree(BrokerResources.roles());
        assertThat(roles.properties()).hasSize(Role.values().length + 1);
        assertThat(written(roles.path("edge")))
                .contains(Topics.STATIONS.name(), Topics.READINGS.name())
                .doesNotContain(Topics.OBSERVATIONS.name());
        assertThat(written(roles.path(BrokerResources.SIGNED_EDGE)))
                .contains(Topics.READINGS.name())
                .doesNotContain(Topics.STATIONS.name());
    }

    private static List<String> written(JsonNode lists) {
        return StreamSupport.stream(lists.spliterator(), false)
                .filter(list -> list.path("operations").toString().contains("\"Write\""))
                .map(list -> list.path("resource").path("name").asText())
                .toList();
    }
}
