package org.skycast.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dashboard as people see it: in a browser, on what simulated stations sent to a real broker in the last eight hours. The pictures
 * that it takes lie in {@code target/screenshots}.
 */
class DashboardIT {

    private static final String HOSTILE = ShownStations.HOSTILE;

    @TempDir
    static Path folder;

    private static ShownStations stations;
    private static ChromiumBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> lacking = ChromiumBrowser.lacking();
        lacking.ifPresent(why -> System.out.println("DashboardIT is skipped: " + why));
        Assumptions.assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
        stations = ShownStations.in(folder);
        browser = ChromiumBrowser.open();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            stations.close();
        }
    }

    private static String url(String path) {
        return stations.url() + path.substring(1);
    }

    private static String step(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @CsvSource({
        "stations, /?map=1",
        "station, /stations/lyngby",
        "station-without-zone, /stations/vancouver",
        "station-whose-camera-died, /stations/beijing",
        "skill, /skill",
        "alerts, /alerts",
        "models, /models",
        "operation, /operation"
    })
    void eachPageIsForAllPeopleAndAsksNobodyElse(String name, String path) {
        for (int width : List.of(ChromiumBrowser.WIDE, ChromiumBrowser.NARROW)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = browser.page(width, scheme);
                List<String> asked = new ArrayList<>();
                page.onRequest(request -> asked.add(request.url()));
                ChromiumBrowser.ready(page, url(path));
                assertThat(page.locator("main")).hasAttribute("data-ready", "");
                String as = "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
                ChromiumBrowser.picture(page, as);
                assertThat(ChromiumBrowser.violations(page)).as(as).isEmpty();
                assertThat(browser.troubles()).as(as).isEmpty();
                assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(stations.url()));
                // Nothing but tables scrolls sideways.
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))
                        .as(as)
                        .isEqualTo(true);
                page.context().close();
            }
        }
    }

    @Test
    void stationShowsItsSkyItsChartsAndOnWhatTheyRest() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/stations/lyngby"));
        Locator temperature =
                page.locator("figure.fan").filter(new Locator.FilterOptions().setHasText("Air temperature"));
        assertThat(temperature.locator("canvas")).isVisible();
        assertThat(temperature).containsText("in eight of ten cases");
        Locator sky = page.locator(".sky img.large");
        assertThat(sky).hasJSProperty("complete", true);
        assertThat((int) sky.evaluate("image => image.naturalWidth")).isPositive();
        assertThat(page.locator(".sky .tag")).containsText("old");
        assertThat(page.locator("main")).containsText("Europe/Copenhagen, the station’s");
        assertThat(page.getByText("On what the forecast rests")).isVisible();
        temperature.focus();
        page.keyboard().press("ArrowLeft");
        assertThat(temperature.locator("figcaption p").first()).containsText("foretold");
        temperature.getByText("As a table").click();
        assertThat(temperature.locator("table")).containsText("+240 min");
        page.locator(".sky .strip button").last().focus();
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".sky .tag")).containsText("Earlier picture");
        assertThat(browser.troubles()).isEmpty();
        page.context().close();
    }

    /** Whoever looks after the station sees it in the list, on the picture, and in words where the forecast is. */
    @Test
    void anOldPictureIsNeverTakenForTheSkyOfNow() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/stations/" + ShownStations.BLINDED));
        assertThat(page.locator(".sky .picture.silent .tag")).containsText("Not the sky of now: ");
        assertThat(page.locator(".sky img.large")).hasCSS("filter", Pattern.compile("grayscale.*"));
        assertThat(page.locator("main .note").first()).containsText("camera");
        ChromiumBrowser.ready(page, url("/"));
        Locator row = page.locator("table.stations tbody tr").filter(new Locator.FilterOptions().setHasText("Beijing"));
        assertThat(row.locator(".age.silent")).hasCount(1);
        assertThat(row).containsText("the picture alone");
        assertThat(browser.troubles()).isEmpty();
        page.context().close();
    }

    @Test
    void hostileNamesAreText() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        for (String path : List.of(
                "/", "/?map=1&q=onerror", "/stations/" + step(HOSTILE), "/skill", "/operation", "/plain/stations")) {
            page.navigate(url(path));
            assertThat(page.locator("main")).not().containsText("Loading …");
            assertThat(page.locator("img[src=x]")).hasCount(0);
            assertThat(page.title()).isNotEqualTo("owned");
        }
        ChromiumBrowser.ready(page, url("/stations/" + step(HOSTILE)));
        assertThat(page.locator("h1")).hasText(HOSTILE);
        // Its observation names a picture of another station, which it does not get.
        assertThat(page.locator(".sky")).containsText("This picture cannot be had");
        assertThat(browser.troubles()).isNotEmpty().allMatch(trouble -> trouble.contains("502 (Bad Gateway)"));
        page.context().close();
    }

    @Test
    void unitsAndTimesAreThoseThatWereChosen() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/stations/vancouver"));
        assertThat(page.locator("main")).containsText("by the station’s longitude; no zone is set for it");
        page.getByLabel("Units").selectOption("imperial");
        assertThat(page.locator("figure.fan").first()).containsText("°F");
        page.getByLabel("Times").selectOption("utc");
        assertThat(page.locator(".facts").first()).containsText("UTC");
        page.reload();
        assertThat(page.locator("figure.fan").first()).containsText("°F");
        page.context().close();
    }

    @Test
    void summerTimeAndUnitsAreReckonedRight() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/"));
        Object said = page.evaluate("""
                async () => {
                  const zones = await import('/assets/zones.js');
                  const { shown, interval } = await import('/assets/units.js');
                  const at = text => Date.parse(text) / 1000;
                  return [
                    zones.clockTime(at('2026-03-29T00:59:00Z'), 'Europe/Oslo'),
                    zones.clockTime(at('2026-03-29T01:00:00Z'), 'Europe/Oslo'),
                    zones.fullTime(at('2026-10-25T00:30:00Z'), 'Europe/Oslo'),
                    zones.fullTime(at('2026-10-25T01:30:00Z'), 'Europe/Oslo'),
                    zones.fullTime(at('2026-06-01T00:00:00Z'), zones.byLongitude(-123.1)),
                    zones.fullTime(at('2026-06-01T00:00:00Z'), 'Asia/Kolkata'),
                    zones.byLongitude(3), zones.byLongitude(179.9),
                    shown(0, 'degC', 'imperial'), shown(-0.04, 'degC', 'metric'), shown(-3.21, 'degC', 'metric'),
                    shown(10, 'm s-1', 'imperial'), shown(1013.25, 'hPa', 'imperial'), shown(null, 'degC', 'metric'),
                    shown(0.5, '1', 'metric'), shown(0.5, '1', 'cf'), interval(-1, 2, 'degC', 'metric'),
                    shown(7, 'furlong', 'imperial')].join('; ');
                }""");
        assertThat(said)
                .isEqualTo(
                        "01:59; 03:00; 25/10/2026, 02:30:00 +02:00; 25/10/2026, 02:30:00 +01:00; 31/05/2026, 16:00:00 -08:00;"
                                + " 01/06/2026, 05:30:00 +05:30; Etc/GMT; Etc/GMT-12; 32.0 °F; 0.0 °C; −3.2 °C; 22.4 mph; 29.92 inHg;"
                                + " missing; 50%; 0.50 1; −1.0 to 2.0 °C; 7.00 furlong");
        page.context().close();
    }

    @Test
    void whoeverIsCutOffIsToldAndThatItIsOver() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/stations/lyngby"));
        page.context().setOffline(true);
        var patient = new LocatorAssertions.ContainsTextOptions().setTimeout(40_000);
        assertThat(page.locator("#banner")).containsText("The server has not answered for", patient);
        // It was said when it came; that it grows older is not said each second.
        assertThat(page.locator("#banner")).hasAttribute("aria-live", "off");
        assertThat(page.locator("h1")).hasText("Lyngby");
        ChromiumBrowser.picture(page, "cut-off");
        page.context().setOffline(false);
        assertThat(page.locator("#banner")).isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(40_000));
        browser.troubles();
        page.context().close();
    }

    @Test
    void anotherTimeHasItsAddressAndItsCharts() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/stations/lyngby?at=" + Instant.now().minus(Duration.ofHours(4))));
        Locator temperature =
                page.locator("figure.fan").filter(new Locator.FilterOptions().setHasText("Air temperature"));
        assertThat(temperature.locator("canvas")).isVisible();
        assertThat(page.locator("main")).containsText("what had been said of it before");
        ChromiumBrowser.picture(page, "station-then");
        assertThat(ChromiumBrowser.violations(page)).isEmpty();
        page.navigate(url("/stations/lyngby?at=2020-01-01T00:00:00Z"));
        assertThat(page.locator("main")).containsText("nothing is kept here");
        assertThat(browser.troubles()).isEmpty();
        page.context().close();
    }

    @Test
    void skillOfAnyStationIsFoundByItsName() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/skill"));
        Locator field = page.getByLabel("Station");
        field.fill("VANCOUVER");
        field.press("Tab");
        page.waitForURL(address -> address.contains("station=vancouver"));
        field.fill("nobody");
        field.press("Tab");
        assertThat(page.locator("main")).containsText("No station is called so.");
        page.context().close();
    }

    @Test
    void paperIsLightAndForcedColoursAreTakenByCharts() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.DARK);
        ChromiumBrowser.ready(page, url("/stations/lyngby"));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".card").first()).hasCSS("background-color", "rgb(255, 255, 255)");
        assertThat(page.locator("header.top")).isHidden();
        ChromiumBrowser.picture(page, "station-print");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN).setForcedColors(ForcedColors.ACTIVE));
        Object median = page.evaluate("async () => (await import('/assets/dom.js')).colour('--median')");
        assertThat(String.valueOf(median)).matches("rgb.*").isNotEqualTo("rgb(169, 210, 251)");
        ChromiumBrowser.picture(page, "station-forced");
        page.context().close();
    }

    @Test
    void tabPassesPicturesInOneStep() {
        Page page = browser.page(ChromiumBrowser.WIDE, ColorScheme.LIGHT);
        ChromiumBrowser.ready(page, url("/stations/lyngby"));
        assertThat(page.locator(".strip button[tabindex='0']")).hasCount(1);
        page.locator(".strip button[tabindex='0']").focus();
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".strip button:focus")).hasAttribute("tabindex", "0");
        page.context().close();
    }

    @Test
    void withoutScriptsThereIsATable() {
        Page page = browser.pageWithoutScripts();
        page.navigate(url("/"));
        assertThat(page.content()).contains("<noscript>", "href=\"/plain/stations\"");
        page.navigate(url("/plain/stations"));
        assertThat(page.locator("table")).containsText("Lyngby");
        assertThat(page.locator("table")).containsText("°C");
        page.context().close();
    }
}
