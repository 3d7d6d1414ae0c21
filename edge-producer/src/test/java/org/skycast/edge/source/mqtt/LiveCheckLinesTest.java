package org.skycast.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldNames;

/** What {@code edge check} says of what gateways publish, held to a file; {@code -Dpin=true} writes it anew. */
@Timeout(120)
class LiveCheckLinesTest {

    private static final Path PINNED = Path.of("src/test/resources/check/mqtt.txt");
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** Of what can be used, at once. */
    private static String says(FieldNames names, String... payloads) throws IOException {
        return says(Duration.ofSeconds(30), names, payloads);
    }

    /** Of what cannot, once nothing better has come. */
    private static String saysInTheEnd(FieldNames names, String... payloads) throws IOException {
        return says(Duration.ofSeconds(8), names, payloads);
    }

    private static String says(Duration limit, FieldNames names, String... payloads) throws IOException {
        try (var broker = new RetainingBroker(false, true, List.of(payloads))) {
            var mqtt = new Mqtt(
                    URI.create("mqtt://127.0.0.1:" + broker.port()),
                    "weather/roof",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return new MqttSensor("a", new MqttReadings(mqtt, names), new EdgeMetrics(), () -> NOW)
                    .check(limit)
                    .says();
        }
    }

    @Test
    void eachIsOneSentenceThatTells() throws IOException {
        FieldNames plain = new FieldNames.Inline(
                Optional.of("ts"),
                Map.of("air_temperature", new Column("t", "degC"), "air_pressure", new Column("p", "hPa")));
        FieldNames gateway = new FieldNames.Named("ecowitt2mqtt-metric");
        FieldNames weewx = new FieldNames.Named("weewx");
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("retained without a time", saysInTheEnd(gateway, "{\"temp\": 21.5, \"humidity\": 50}"));
        lines.put("retained with a time", says(plain, "{\"ts\": 1780315140, \"t\": 9.5}"));
        lines.put("NaN", says(plain, "{\"ts\": 1780315140, \"t\": NaN, \"p\": 1009.2}"));
        lines.put("nan in small letters", says(plain, "{\"ts\": 1780315140, \"t\": nan, \"p\": 1009.2}"));
        lines.put("null", says(plain, "{\"ts\": 1780315140, \"t\": null, \"p\": 1009.2}"));
        lines.put("a list", says(plain, "[{\"ts\": 1780315080, \"t\": 9.1}, {\"ts\": 1780315140, \"t\": 9.2}]"));
        lines.put(
                "a loop packet",
                says(weewx, "{\"dateTime\": \"1780315140\", \"outTemp_C\": \"11.1\", \"rain_cm\": \"0.02\"}"));
        lines.put("plain values beside an object", says(plain, "17.4", "CRC", "{\"ts\": 1780315140, \"t\": 17.4}"));
        lines.put("plain values alone", saysInTheEnd(plain, "17.4", "CRC"));
        lines.put("half an object", saysInTheEnd(plain, "{\"ts\": 1780315140, \"t\":"));
        lines.put("other fields", saysInTheEnd(plain, "{\"ts\": 1780315140, \"temp\": 9.2}"));
        List<String> text = new ArrayList<>();
        lines.forEach((what, said) -> text.add(what + ": " + said));
        if (Boolean.getBoolean("pin")) {
            Files.createDirectories(PINNED.getParent());
            Files.write(PINNED, text);
        }
        assertThat(text).isEqualTo(Files.readAllLines(PINNED, StandardCharsets.UTF_8));
        assertThat(text).allMatch(line -> line.endsWith(".") && !line.contains("\n"));
    }
}
