package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/** docs/settings.md tells every setting as it is, and the examples show each. */
class SettingsReferenceTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Path PAGE = DOCS.resolve("settings.md");
    private static final Path STREAMS =
            Path.of("../streams-app/src/main/resources/org/skycast/streams/runtime/streams-defaults.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path folder;

    private List<SettingsTable.Row> rows() throws IOException {
        return new SettingsReference(folder)
                .tables().stream().flatMap(table -> table.rows().stream()).toList();
    }

    @Test
    void pageIsPinned() throws IOException {
        String page = new SettingsReference(folder).page();
        if (Boolean.getBoolean("pin")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page)
                .as("the settings changed; if that is meant, run the test with -Dpin=true")
                .isEqualTo(Files.readString(PAGE));
    }

    @Test
    void everyMeaningIsASentence() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(100)
                .allSatisfy(
                        row -> assertThat(row.meaning()).matches("[A-Z/1].*\\.").doesNotContain("|", "\n"));
    }

    /** A list must be there to be stepped into. */
    @Test
    void everyVariableSetsItsKey() throws IOException {
        Map<String, String> defaults = Map.of(
                SettingsReference.STREAMS,
                Files.readString(STREAMS),
                SettingsReference.EDGE,
                "{ stations: [{ readings: [{}], picture: { mask: [[{}]] } }] }",
                SettingsReference.SENDER,
                "{}");
        for (SettingsTable.Row row : rows()) {
            if (row.variable().isPresent()) {
                String variable = row.variable().get();
                String prefix = defaults.keySet().stream()
                        .filter(variable::startsWith)
                        .findFirst()
                        .orElseThrow();
                ObjectNode read = SettingsFile.read(
                        defaults.get(prefix),
                        "x",
                        "{}",
                        ObjectNode.class,
                        new Environment(prefix, Map.of(variable, "set")));
                String pointer = "/" + row.path().replace("[]", ".0").replace(".", "/");
                assertThat(read.at(pointer).asText()).as(variable).isEqualTo("set");
            }
        }
    }

    @Test
    void everyKeyIsInAnExample() throws IOException {
        Set<String> shown = new HashSet<>(shown(STREAMS));
        try (Stream<Path> files = Files.walk(DOCS.resolve("examples"))) {
            files.filter(file -> file.toString().endsWith(".yaml")).forEach(file -> shown.addAll(shown(file)));
        }
        Set<String> missing = rows().stream()
                .map(SettingsTable.Row::path)
                .filter(path -> !shown.contains(path))
                .filter(path -> !shown.contains("# " + path.substring(path.lastIndexOf('.') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    /** The keys that an example has, by their paths, and the names that its comments have, behind a hash. */
    private static Set<String> shown(Path example) {
        Set<String> shown = new HashSet<>();
        try {
            String text = Files.readString(example);
            collect("", YAML.readTree(text), shown);
            text.lines()
                    .filter(line -> line.contains("#"))
                    .map(line -> line.substring(line.indexOf('#')))
                    .forEach(comment -> Pattern.compile("([\\w-]+):")
                            .matcher(comment)
                            .results()
                            .forEach(name -> shown.add("# " + name.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shown;
    }

    private static void collect(String path, JsonNode node, Set<String> keys) {
        if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, keys));
        }
        node.properties().forEach(entry -> {
            boolean isOfOnesOwn = path.endsWith(".columns") || path.equals("sinks");
            String name = isOfOnesOwn ? "*" : entry.getKey();
            String key = path.isEmpty() ? name : path + "." + name;
            keys.add(key);
            // One that stands for a list.
            boolean single =
                    key.equals("stations[].readings") && entry.getValue().isObject();
            collect(single ? key + "[]" : key, entry.getValue(), keys);
        });
    }
}
