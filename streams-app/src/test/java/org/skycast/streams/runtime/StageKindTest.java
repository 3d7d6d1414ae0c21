package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.forecast.Persistence;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.SkyEmbedder;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.topics.Topics;

/** What every stage promises to those that run it. Where this fails after one was added, the sentence says what is missing. */
class StageKindTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final StageParts PARTS = parts();

    private static StageParts parts() {
        ModelBundle bundle = ModelBundle.load(Path.of("..", "models", "skycast"));
        var champion = new ModelSource(
                bundle.featureSpec(),
                () -> new Persistence(bundle.featureSpec(), bundle.forecastSpec()),
                StageKindTest::none);
        return new StageParts(
                bundle,
                ObservePolicy.of(bundle.featureSpec().slotLength(), 6),
                Duration.ofMinutes(1),
                StageKindTest::none,
                champion,
                sha256 -> Optional.empty(),
                station -> true,
                Map.of("schema.registry.url", "mock://pinned"),
                new NowcastMetrics(new SimpleMeterRegistry()),
                Optional.empty());
    }

    private static SkyEmbedder none() {
        throw new AssertionError("A topology that is described embeds nothing.");
    }

    private static TopologyDescription description(StageKind kind) {
        return kind.of(PARTS).topology().describe();
    }

    private static Stream<TopologyDescription.Node> nodes(StageKind kind) {
        return description(kind).subtopologies().stream().flatMap(part -> part.nodes().stream());
    }

    private static <T extends TopologyDescription.Node> Stream<T> nodes(StageKind kind, Class<T> type) {
        return nodes(kind).filter(type::isInstance).map(type::cast);
    }

    @ParameterizedTest
    @EnumSource
    void itsDescriptionIsPinned(StageKind kind) throws IOException {
        Path golden = Path.of("src", "test", "resources", kind + "-topology.txt");
        String description = description(kind).toString();
        if (Boolean.getBoolean("pin")) {
            Files.writeString(golden, description);
        }
        assertThat(golden)
                .as("The topology of %s is pinned; write it with -Dpin=true", kind)
                .exists();
        assertThat(description)
                .as("The topology of %s changed; if that is meant, run this with -Dpin=true and mind upgrades", kind)
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void eachHasItsOwnNameApplicationAndTopics() {
        List<Stage> stages =
                Arrays.stream(StageKind.values()).map(kind -> kind.of(PARTS)).toList();
        assertThat(stages)
                .as("A stage's name is that of its line in StageKind")
                .extracting(Stage::name)
                .containsExactlyElementsOf(
                        Arrays.stream(StageKind.values()).map(StageKind::name).toList());
        assertThat(stages)
                .as("Each stage has a consumer group of its own")
                .extracting(Stage::suffix)
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(StageKind.values())
                        .flatMap(kind -> nodes(kind, TopologyDescription.Sink.class)
                                .map(TopologyDescription.Sink::topic)
                                .distinct())
                        // What cannot be used goes to one place, whoever finds it.
                        .filter(topic -> !topic.equals(Topics.REJECTED.name())))
                .as("A stage writes no topic that another one writes")
                .doesNotHaveDuplicates();
    }

    /** Else one that cannot be read would be counted, and put aside, by each stage that reads its topic, or by none. */
    @Test
    void oneStageAnswersForEachTopicThatIsRead() {
        Map<String, List<String>> answering = new TreeMap<>();
        for (StageKind kind : StageKind.values()) {
            nodes(kind, TopologyDescription.Source.class)
                    .flatMap(source -> source.topicSet().stream())
                    .forEach(topic -> {
                        List<String> stages = answering.computeIfAbsent(topic, name -> new ArrayList<>());
                        if (kind.of(PARTS).answersFor(topic)) {
                            stages.add(kind.name());
                        }
                    });
        }
        assertThat(answering)
                .hasSizeGreaterThan(8)
                .allSatisfy((topic, stages) -> assertThat(stages).as(topic).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void thePagesTellOfIt(StageKind kind) throws IOException {
        for (String page : List.of("operations.md", "architecture.md")) {
            assertThat(Files.readString(DOCS.resolve(page)))
                    .as("docs/%s says what %s does", page, kind)
                    .contains("`%s`".formatted(kind));
        }
        String design = Files.readString(DOCS.resolve("design.md"));
        assertThat(nodes(kind, TopologyDescription.Processor.class)
                        .flatMap(node -> node.stores().stream())
                        .distinct())
                .as("The table of stores in docs/design.md has each of %s", kind)
                .allSatisfy(store -> assertThat(design).contains("`%s`".formatted(store)));
    }

    @ParameterizedTest
    @EnumSource
    void theDefaultsNameIt(StageKind kind) throws IOException {
        String defaults =
                Files.readString(Path.of("src/main/resources/org/skycast/streams/runtime/streams-defaults.yaml"));
        assertThat(defaults.substring(0, defaults.indexOf("\nstages:")))
                .as("The comment on stages in streams-defaults.yaml says what %s does", kind)
                .containsPattern("\\b%s\\b".formatted(kind));
    }
}
