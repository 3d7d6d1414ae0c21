package org.skycast.delivery.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertText;
import org.skycast.avro.Site;
import org.skycast.delivery.WeatherAlertScene;

class CapDocumentTest {

    private static final Optional<Site> SITE = Optional.of(new Site(59.91, -10.75, 100.0));

    private final CapDocument document = new CapDocument(CapSender.of("alerts@weather.example"));

    @Test
    void aRaisedAlertIsAnAlertInEachOfItsLanguages() {
        String text = document.of(WeatherAlertScene.message("RAISED", 1), SITE);
        assertThat(text)
                .startsWith(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">")
                .contains("<identifier>orchard-1/frost/2026-11-20T18:00:00Z/1</identifier>")
                .contains("<sent>2026-11-20T18:00:01-00:00</sent>")
                .contains("<msgType>Alert</msgType>")
                .doesNotContain("<references>")
                .containsSubsequence("<language>en</language>", "<language>nb</language>")
                .contains("<event>Frost</event>", "<urgency>Expected</urgency>", "<certainty>Likely</certainty>")
                .contains("<description>It freezes &amp; it's &lt; 32 degF.</description>")
                .contains("<areaDesc>Orchard, north slope</areaDesc>", "<circle>59.91,-10.75 0</circle>")
                .contains("<altitude>328.084</altitude>")
                .contains("<valueName>skycast:threshold</valueName>\n      <value>&lt; 32 degF</value>");
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATED, Update",
        "UNKNOWN, Update",
        "EXPIRED, Update",
        "CLEARED, Update",
        "CANCELLED, Cancel",
        "RAISED, Update"
    })
    void whatComesAfterNamesAllThatCameBefore(String state, String type) {
        String text = document.of(WeatherAlertScene.message(state, 3), Optional.empty());
        assertThat(text)
                .contains("<msgType>" + type + "</msgType>")
                .contains(
                        "<references>alerts@weather.example,orchard-1/frost/2026-11-20T18:00:00Z/1,2026-11-20T18:00:01-00:00"
                                + " alerts@weather.example,orchard-1/frost/2026-11-20T18:00:00Z/2,2026-11-20T18:10:01-00:00</references>")
                .doesNotContain("<circle>");
        assertThat(text.contains("<responseType>AllClear</responseType>")).isEqualTo(state.equals("CLEARED"));
    }

    @Test
    void whatIsNotForAllSaysForWhom() {
        Alert restricted = WeatherAlertScene.message("RAISED", 1);
        restricted.getWeather().setScope("Restricted");
        assertThatThrownBy(() -> document.of(restricted, SITE))
                .isInstanceOf(CapException.class)
                .hasMessage("orchard-1/frost/2026-11-20T18:00:00Z/1 is no CAP 1.2: scope is Restricted, of which a"
                        + " restriction must say who may read it; give --restriction.");
        var sender = new CapSender(
                "a@b.example",
                Optional.of("Weather of B"),
                Optional.of("+47 1"),
                Optional.of("https://b.example/"),
                Optional.of("Growers"),
                Optional.of("c@b.example"));
        assertThat(new CapDocument(sender).of(restricted, SITE)).contains("<restriction>Growers</restriction>");
        restricted.getWeather().setScope("Private");
        assertThat(new CapDocument(sender).of(restricted, SITE)).contains("<addresses>c@b.example</addresses>");
    }

    @Test
    void whatIsNoCapIsNamed() {
        assertThatThrownBy(() -> new CapDocument(CapSender.of("weather, north"))
                        .of(WeatherAlertScene.message("RAISED", 1), SITE))
                .hasMessageContaining("sender 'weather, north' has spaces, commas");
        assertThatThrownBy(() -> document.of(WeatherAlertScene.message("UPDATED", 1), SITE))
                .hasMessageContaining("msgType is Update, of which references must name the earlier messages");
        Alert early = WeatherAlertScene.message("RAISED", 1);
        early.setExpires(early.getOnset().minusSeconds(60));
        assertThatThrownBy(() -> document.of(early, SITE)).hasMessageContaining("before its onset");
        Alert severe = WeatherAlertScene.message("RAISED", 1);
        severe.setSeverity("Awful");
        assertThatThrownBy(() -> document.of(severe, SITE)).hasMessageContaining("'Awful'");
        Alert drift = WeatherAlertScene.message("RAISED", 1);
        drift.setWeather(null);
        assertThatThrownBy(() -> document.of(drift, SITE)).hasMessageContaining("CAP is for weather");
    }

    /** Titles and texts are people's own. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTextsHoldTheDocumentIsOne(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Alert alert = WeatherAlertScene.message("RAISED", 1);
            alert.getWeather().setTitle("x" + anything(random));
            alert.getWeather().setArea(anything(random));
            alert.getWeather().setLabels(Map.of(anything(random), anything(random)));
            alert.getWeather()
                    .setTexts(Map.of("en", new AlertText("x" + anything(random), anything(random), anything(random))));
            alert.setOnset(Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000)));
            alert.getWeather().setSent(alert.getOnset());
            alert.setExpires(alert.getOnset().plusNanos(random.nextInt(1_000_000_000)));
            assertThat(document.of(alert, SITE)).contains("</alert>");
        }
    }

    private static String anything(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(12), 0, 0x300).forEach(each -> text.append((char) each));
        return random.nextBoolean()
                ? text.toString()
                : text.append("]]>\uD800\uFFFF\uD83C\uDF27").toString();
    }
}
