package org.skycast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsTextTest {

    @Confidential
    record Hidden(String value) {}

    record Rhythm(Duration every) {}

    record Part(
            URI url,
            Optional<Hidden> password,
            @JsonUnwrapped Rhythm rhythm) {}

    record All(
            @JsonProperty("a-name") String name,
            Map<String, String> kafka,
            Map<String, Rhythm> rhythms,
            List<Part> parts,
            List<String> names,
            OptionalInt unset,
            @Confidential List<String> command) {}

    private static Map<String, String> shown(All all) {
        return SettingsText.of(all, (name, value) -> name.equals("open") ? value : "hidden")
                .values();
    }

    private static All all(Part part) {
        return new All(
                "n",
                Map.of("open", "http://u:p@h:1", "other", "p"),
                Map.of("r", new Rhythm(Duration.ofMinutes(5))),
                List.of(part),
                List.of("a", "b"),
                OptionalInt.empty(),
                List.of("curl", "-u", "u:p"));
    }

    @Test
    void eachKeyHasALineAndNoSecretStandsInOne() {
        var part = new Part(
                URI.create("http://u:p@h/x?token=t"), Optional.of(new Hidden("p")), new Rhythm(Duration.ofHours(1)));
        assertThat(shown(all(part)))
                .containsExactly(
                        Map.entry("a-name", "n"),
                        Map.entry("kafka.open", "http://(secret)@h:1"),
                        Map.entry("kafka.other", "hidden"),
                        Map.entry("rhythms.r.every", "PT5M"),
                        Map.entry("parts[0].url", "http://(secret)@h/x?(secret)"),
                        Map.entry("parts[0].password", "(secret)"),
                        Map.entry("parts[0].every", "PT1H"),
                        Map.entry("names", "[a, b]"),
                        Map.entry("command", "[curl, …]"));
    }

    @Test
    void whatIsNotSetIsLeftOut() {
        var part = new Part(URI.create("http://h"), Optional.empty(), new Rhythm(Duration.ofHours(1)));
        assertThat(shown(all(part))).doesNotContainKeys("parts[0].password", "unset");
    }

    @Test
    void aPasswordHoldsWhatPartsAddresses() {
        var part = new Part(URI.create("http://h"), Optional.empty(), new Rhythm(Duration.ofHours(1)));
        var many = new All(
                "n",
                Map.of("open", "http://u:p/q,@r@h:1,http://v:w?x@i:2"),
                Map.of(),
                List.of(part),
                List.of(),
                OptionalInt.empty(),
                List.of());
        assertThat(shown(many)).containsEntry("kafka.open", "http://(secret)@i:2");
    }
}
