package org.skycast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.skycast.delivery.send.SenderConfig;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.open.GoesWith;
import org.skycast.settings.SettingKey;
import org.skycast.streams.runtime.NowcastConfig;

/** All settings of the topology, of the edge and of who sends alerts, told by the records that they are read into. */
final class SettingsReference {

    static final String STREAMS = "SKYCAST_STREAMS_";
    static final String EDGE = "SKYCAST_EDGE_";
    static final String SENDER = "SKYCAST_ALERTS_SEND_";

    /** The least that an edge must be told. */
    static final String LEAST = """
            stations: [{ id: its-id, site: { latitude: 59.91, longitude: 10.75, altitude: 23 }, %s }]
            """;

    /** The same of what may be left out as a whole. */
    private static final String OPTIONAL = """
            inference: { bundle: models/skycast }
            stations:
              - id: its-id
                site: { latitude: 59.91, longitude: 10.75, altitude: 23 }
                picture: { mask: [[{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }]] }
                frames: { directory: frames }
            """;

    /** The least that each kind of source must be told. */
    static final Map<String, String> SOURCES = Map.of(
            "frames.directory", "frames: { directory: frames }",
            "frames.snapshot", "frames: { snapshot: { url: 'http://192.168.1.20/snapshot.jpg' } }",
            "frames.command", "frames: { command: [take-picture] }",
            "readings.csv", "readings: [{ csv: readings.csv, columns: { rainfall: { column: t, units: mm } } }]",
            "readings.mqtt", "readings: [{ mqtt: { broker: 'mqtt://localhost', topic: weather/loop }, map: weewx }]",
            "readings.receive", "readings: [{ receive: { port: 8087, protocol: ecowitt } }]",
            "readings.command", "readings: [{ command: [read-sensors], map: weewx }]");

    /** The least that each kind of receiver of alerts must be told. */
    private static final List<String> RECEIVERS = List.of(
            "file: { path: alerts.jsonl }",
            "webhook: { url: 'https://receiver.example/alerts' }",
            "alertmanager: { url: 'https://alertmanager.example' }",
            "mqtt: { broker: 'mqtts://broker.example' }");

    private static final String HEAD = """
            # Settings

            This page is written by `SettingsReferenceTest` (`-Dpin=true`) from the records that settings are read into.

            Settings are a YAML file; what it leaves out is as the column of defaults says. `[]` is an element of a list, `*` a name
            of one's own. Each key can be set from the environment too, which goes before the file: two underscores step into a
            group, or by a number from 0 into a list that the file has (a single one that stands for a list has no number). Text is
            taken as it is; a list or a group is given in brackets, `SKYCAST_STREAMS_STAGES='[shadow, verify]'`. Properties of Kafka's
            clients and of the schema registry's have their own names, with underscores for dots:
            `SKYCAST_STREAMS_KAFKA__BOOTSTRAP_SERVERS`.

            At a start the topology and the edge log every setting as it holds, less what may be secret.

            """;

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path folder;

    /** @param folder where minimal settings are written */
    SettingsReference(Path folder) {
        this.folder = folder;
    }

    /** The page. */
    String page() throws IOException {
        return HEAD + tables().stream().map(SettingsTable::markdown).collect(Collectors.joining("\n"));
    }

    /** Every table, in the order of the page. */
    List<SettingsTable> tables() throws IOException {
        List<SettingsTable> tables = new ArrayList<>(List.of(topology(), edge()));
        for (SettingKey source : SettingKey.of(EdgeConfig.StationSources.class)) {
            if (isSource(source)) {
                Class<?> keys = SettingsTypes.group(source).orElseThrow();
                for (SettingKey kind : SettingKey.of(keys)) {
                    if (kind.component().getAnnotation(GoesWith.class) == null) {
                        tables.add(kind(source, keys, kind.name()));
                    }
                }
            }
        }
        tables.add(sender());
        return tables;
    }

    private SettingsTable topology() throws IOException {
        String home = System.getProperty("skycast.home", ".");
        NowcastConfig settings = NowcastConfig.read("{}", "of the reference", Map.of());
        var usual = new SettingsUsual(
                YAML.readTree("{}"),
                settings,
                value -> value.startsWith(home + "/models") ? value.substring(home.length() + 1) : value);
        List<SettingsTable.Row> rows = new ArrayList<>();
        new Walk(STREAMS, List.of(usual), key -> true).add("", NowcastConfig.class, rows);
        return new SettingsTable("## The topology", rows);
    }

    private SettingsTable edge() throws IOException {
        var usual = List.of(usual(LEAST.formatted("frames: { directory: frames }")), usual(OPTIONAL));
        List<SettingsTable.Row> rows = new ArrayList<>();
        new Walk(EDGE, usual, key -> !isSource(key)).add("", EdgeConfig.class, rows);
        return new SettingsTable("## The edge", rows);
    }

    private SettingsTable kind(SettingKey source, Class<?> keys, String kind) throws IOException {
        String least = SOURCES.getOrDefault(source.name() + "." + kind, "");
        var usual = List.of(usual(LEAST.formatted(least)), usual(LEAST.formatted(byColumns(least))));
        String path = "stations[]." + source.name() + SettingsTypes.steps(source.type());
        Predicate<SettingKey> fits = key -> key.component().getDeclaringRecord() != keys
                || key.name().equals(kind)
                || Optional.ofNullable(key.component().getAnnotation(GoesWith.class))
                        .filter(with -> Arrays.asList(with.value()).contains(kind))
                        .isPresent();
        List<SettingsTable.Row> rows = new ArrayList<>();
        new Walk(EDGE, usual, fits).add(path, keys, rows);
        return new SettingsTable("### %s: `%s`".formatted(source.name(), kind), rows);
    }

    /** The same source with its fields told one by one, where a map may tell them. */
    private static String byColumns(String least) {
        return least.startsWith("frames") || least.contains("columns")
                ? least
                : least.replace(", map: weewx", "")
                        .replaceFirst(" }]$", ", columns: { rainfall: { column: t, units: mm } } }]");
    }

    private SettingsTable sender() throws IOException {
        List<SettingsUsual> usual = new ArrayList<>();
        for (String receiver : RECEIVERS) {
            String yaml = "sinks: { its-name: { %s } }".formatted(receiver);
            Path file = Files.writeString(folder.resolve("sinks.yaml"), yaml);
            usual.add(new SettingsUsual(
                    YAML.readTree(yaml), SenderConfig.read(file, Map.of()), UnaryOperator.identity()));
        }
        List<SettingsTable.Row> rows = new ArrayList<>();
        new Walk(SENDER, usual, key -> true).add("", SenderConfig.class, rows);
        return new SettingsTable("## Sending alerts", rows);
    }

    private SettingsUsual usual(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("least.yaml"), yaml);
        JsonNode said = YAML.readTree(yaml);
        String beside = folder.toAbsolutePath().normalize() + "/";
        return new SettingsUsual(said, EdgeConfig.read(file, Map.of()), value -> value.replace(beside, ""));
    }

    private static boolean isSource(SettingKey key) {
        String type = key.type().getTypeName();
        return type.contains(FrameSettings.class.getName()) || type.contains(ReadingSettings.class.getName());
    }

    /** A walk down the groups. */
    private record Walk(String prefix, List<SettingsUsual> usual, Predicate<SettingKey> wanted) {

        void add(String path, Class<?> group, List<SettingsTable.Row> rows) {
            for (SettingKey key : SettingKey.of(group)) {
                String own = path.isEmpty() ? key.name() : path + "." + key.name();
                Optional<Class<?>> inner = SettingsTypes.group(key);
                boolean isSource = isSource(key);
                if (wanted.test(key) || isSource) {
                    rows.add(row(own, key, inner.isPresent()));
                    if (!isSource) {
                        inner.ifPresent(keys -> add(own + SettingsTypes.steps(key.type()), keys, rows));
                    }
                }
            }
        }

        private SettingsTable.Row row(String path, SettingKey key, boolean isGroup) {
            Optional<String> value = usual.stream()
                    .flatMap(one -> one.at(path).stream())
                    .findFirst()
                    .or(() -> isGroup ? Optional.empty() : usual.get(0).properties(path));
            boolean there = usual.get(0).hasGroup(path);
            String meaning = key.description()
                    .orElseThrow(() -> new AssertionError("No description says what %s means.".formatted(path)));
            return new SettingsTable.Row(
                    path,
                    isSource(key) ? "one of the kinds below" : SettingsTypes.values(key.type()),
                    value.orElse(isGroup && there ? "" : "none"),
                    meaning,
                    SettingsTable.variable(prefix, path));
        }
    }
}
