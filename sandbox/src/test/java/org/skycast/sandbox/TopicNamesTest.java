package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.check.NeededTopic;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** A topic's name stands in one place, and what the edge writes to is what its page says. */
class TopicNamesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DECLARED = Path.of("schemas/src/main/java/org/skycast/topics/Topics.java");
    /** Meters are named by themselves; some of their names are those of the topics that they count. */
    private static final Set<String> METERS = Set.of(
            "NowcastMetrics.java", "Counted.java", "AlertMetrics.java", "StationGauges.java", "EdgeMetrics.java");

    private static final Pattern NAME = Pattern.compile("(?<![\\w.])skycast\\.[a-z]+(?:[.-][a-z]+)*");
    private static final Pattern DECLARATION = Pattern.compile("\\bTopics\\.([A-Z][A-Z_]+)\\b");

    @TempDir
    Path folder;

    @Test
    void everyNameIsDeclaredOnce() throws IOException {
        List<String> declared = names(Files.readString(ROOT.resolve(DECLARED)));
        assertThat(declared)
                .as("Topics.ALL lists each topic that Topics declares")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(topics());
    }

    @Test
    void noOtherSourceSpellsOne() throws IOException {
        List<String> spelt = new ArrayList<>();
        for (Path source : sources("")) {
            if (!source.equals(DECLARED)
                    && !METERS.contains(source.getFileName().toString())) {
                names(Files.readString(ROOT.resolve(source))).stream()
                        .map(name -> name.replaceFirst("-value$", ""))
                        .filter(topics()::contains)
                        .forEach(name -> spelt.add("%s spells %s".formatted(source, name)));
            }
        }
        assertThat(spelt)
                .as("Take the name from org.skycast.topics.Topics; meters belong in a class of their own.")
                .isEmpty();
    }

    @Test
    void theEdgesPageNamesWhatTheEdgeWrites() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/edge.md")).replaceAll("\\s+", " ");
        int from = page.indexOf("A principal needs the ACLs");
        String sentence = page.substring(from, page.indexOf("those that it uses", from));
        assertThat(names(sentence))
                .as("The sentence on ACLs in docs/edge.md names what the edge writes")
                .containsExactlyInAnyOrderElementsOf(written());
    }

    /** The probe looks at each topic that some class of the edge names. */
    @Test
    void theEdgeChecksWhatItWrites() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path source : sources("edge-producer")) {
            matches(DECLARATION, Files.readString(ROOT.resolve(source))).forEach(match -> named.add(match.group(1)));
        }
        Map<String, String> constants = constants();
        assertThat(named.stream().map(constants::get))
                .as("NeededTopic has each topic that the edge names")
                .containsExactlyInAnyOrderElementsOf(written());
    }

    /** What an edge writes to that does all that it can do. */
    private Set<String> written() throws IOException {
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, """
                inference: { bundle: bundle, embed: edge, auditEvery: 145, forecast: edge }
                stations:
                  - id: a
                    site: { latitude: 55, longitude: 12, altitude: 10 }
                    frames: { directory: frames }
                    readings: { csv: a.csv, timeColumn: time, columns: { air_temperature: { column: t, units: degC } } }
                """);
        return NeededTopic.of(EdgeConfig.read(file, Map.of())).stream()
                .map(needed -> needed.topic().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> topics() {
        Set<String> names = Topics.ALL.stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
        names.add(Topics.DEAD_LETTERS);
        return names;
    }

    private static Map<String, String> constants() throws IOException {
        Pattern constant = Pattern.compile("> ([A-Z_]+) =\\s+new Topic<>\\(\\s*\"([^\"]+)\"");
        return matches(constant, Files.readString(ROOT.resolve(DECLARED)))
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    private static List<String> names(String text) {
        return matches(NAME, text).map(MatchResult::group).toList();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    /** Every module's own sources, or those of one. */
    private static List<Path> sources(String module) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path main : modules.filter(path -> path.endsWith(module) || module.isEmpty())
                    .map(path -> path.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(ROOT::relativize)
                            .forEach(sources::add);
                }
            }
        }
        assertThat(sources).isNotEmpty();
        return sources;
    }
}
