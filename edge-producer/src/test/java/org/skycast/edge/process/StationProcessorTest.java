package org.skycast.edge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.status.ForecastText;
import org.skycast.inference.BundleException;
import org.skycast.inference.Sha256;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

class StationProcessorTest {

    private static final Instant NOON = Instant.parse("2026-06-01T11:00:00Z");
    private static final Path BUNDLE = Path.of("../models/skycast").toAbsolutePath();
    private static final byte[] IMAGE = CameraPictures.picture("jpg", 256, 192);

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();

    private EdgeConfig config(String more, String picture) throws IOException {
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, """
                %s
                spool: { file: spool.db }
                stations:
                  - id: a
                    name: A
                    site: { latitude: 55, longitude: 12, altitude: 10 }
                    frames: { directory: frames }
                    picture: %s
                """.formatted(more, picture));
        return EdgeConfig.read(file, Map.of());
    }

    private static String inference(String settings) {
        return inference(BUNDLE, settings);
    }

    private static String inference(Path bundle, String settings) {
        return "inference: { bundle: %s, %s }".formatted(bundle, settings);
    }

    private static Sample.Frame frame(Instant at, byte[] image) {
        return new Sample.Frame("a", at, at + ".jpg", image);
    }

    private interface Use {
        void of(StationProcessor pipeline);
    }

    /** In one transaction of the spool. */
    private void with(EdgeConfig config, Use use) {
        try (Spool spool = Spool.open(config.spool().file(), NOON);
                StationProcessor pipeline = StationProcessor.open(config, spool.journal(), metrics)) {
            spool.together(() -> use.of(pipeline));
        }
    }

    @Test
    void withoutInferenceFramesArePreparedAndReadingsGoAsTheyAre() throws IOException {
        with(config("", "{ skipDark: 0 }"), pipeline -> {
            var values = new Sample.Values("a", NOON, "1", Map.of(Variable.PRESSURE, 1000.0));
            assertThat(pipeline.handle(values, NOON)).containsExactly(values);
            assertThat(pipeline.handle(frame(NOON, IMAGE), NOON)).hasSize(1);
            assertThat(pipeline.handle(frame(NOON.minus(Duration.ofHours(12)), IMAGE), NOON))
                    .isEmpty();
            assertThat(pipeline.handle(frame(NOON, new byte[] {1, 2}), NOON)).isEmpty();
            assertThat(pipeline.advance(NOON.plus(Duration.ofDays(1)))).isEmpty();
            assertThat(pipeline.forecasts().all()).isEmpty();
        });
        assertThat(metrics.counts()).containsEntry("frames.dark", 1L).containsEntry("frames.refused", 1L);
        assertThat(folder.resolve("refused-frames")).isDirectoryContaining("glob:**.txt");
    }

    @Test
    void embeddingsGoInThePlaceOfFramesAndOneFrameOfEachSoManySlots() throws IOException {
        List<Sample> kept = new ArrayList<>();
        EdgeConfig config = config(inference("embed: edge, auditEvery: 6"), "{}");
        with(config, pipeline -> {
            for (int minute = 0; minute < 120; minute += 5) {
                Instant at = NOON.plus(Duration.ofMinutes(minute));
                kept.addAll(pipeline.handle(frame(at, IMAGE), at));
                kept.addAll(pipeline.handle(frame(at.plusSeconds(60), IMAGE), at));
            }
        });
        assertThat(kept).filteredOn(Sample.Sky.class::isInstance).hasSize(24);
        assertThat(kept)
                .filteredOn(Sample.Frame.class::isInstance)
                .extracting(Sample::at)
                .containsExactly(NOON, NOON.plus(Duration.ofHours(1)));
        assertThat((Sample.Sky) kept.get(0)).satisfies(sky -> {
            assertThat(sky.frameSha256()).contains(Sha256.of(IMAGE));
            assertThat(sky.encoderSha256()).isEqualTo(ModelBundle.load(BUNDLE).encoderSha256());
            assertThat(sky.embedding().size()).isEqualTo(512);
        });
        assertThat(metrics.counts()).containsEntry("frames.thinned", 24L).containsEntry("frames.embedded", 24L);
        // The slot of the audit was seen before the restart: its second frame goes as an embedding alone.
        with(config, pipeline -> {
            Instant at = NOON.plus(Duration.ofMinutes(69));
            assertThat(pipeline.handle(frame(at, IMAGE), at)).hasExactlyElementsOfTypes(Sample.Sky.class);
        });
    }

    @Test
    void silenceClosesSlotsAndForecastsWithoutANetwork() throws IOException {
        with(config(inference("forecast: edge"), "{}"), pipeline -> {
            for (int minute = 0; minute < 30; minute++) {
                Instant at = NOON.plus(Duration.ofMinutes(minute));
                pipeline.handle(
                        new Sample.Values("a", at, "" + minute, Map.of(Variable.AIR_TEMPERATURE, 12.0 + minute / 100.0)),
                        at);
            }
            assertThat(pipeline.advance(NOON.plus(Duration.ofMinutes(35)))).isEmpty();
            List<Sample> reports = pipeline.advance(NOON.plus(Duration.ofMinutes(55)));
            assertThat(reports)
                    .isNotEmpty()
                    .allSatisfy(report ->
                            assertThat(((Sample.Report) report).topic()).isEqualTo("skycast.forecasts.edge"));
            assertThat(pipeline.forecasts().of("a"))
                    .hasValueSatisfying(forecast -> assertThat(ForecastText.table(forecast))
                            .startsWith("a from 2026-06-01T11:50:00Z by skycast %s, lacking "
                                    .formatted(ModelBundle.load(BUNDLE).model().version()))
                            .contains("air_temperature degC", "+240 min"));
        });
    }

    /** A bundle whose forecaster is made for tests, with the shipped encoder. */
    private Path bundleThatReadsTheDayBefore() throws IOException {
        Path fixture = Path.of("../inference/src/test/resources/slots-2");
        Path bundle = Files.createDirectories(folder.resolve("slots-2"));
        for (String file : List.of("manifest.json", "forecaster.onnx", "golden.json")) {
            Files.copy(fixture.resolve(file), bundle.resolve(file));
        }
        Files.copy(BUNDLE.resolve("sky-encoder.onnx"), bundle.resolve("sky-encoder.onnx"));
        return bundle;
    }

    @Test
    void bundleThatReadsTheDayBeforeHasItAlsoAfterARestart() throws IOException {
        EdgeConfig config = config(inference(bundleThatReadsTheDayBefore(), "forecast: edge"), "{}");
        List<Forecast> forecasts = new ArrayList<>();
        with(config, pipeline -> {
            for (int minute = 0; minute < 26 * 60; minute += 5) {
                Instant at = NOON.plus(Duration.ofMinutes(minute));
                var values = Map.of(Variable.AIR_TEMPERATURE, 12 + Math.sin(minute / 200.0));
                pipeline.handle(new Sample.Values("a", at, "" + minute, values), at);
            }
            forecasts.addAll(pipeline.forecasts().all());
        });
        assertThat(forecasts).singleElement().satisfies(forecast -> {
            assertThat(forecast.lineage().featureSpec()).isEqualTo("slots-2");
            assertThat(forecast.lineage().slots().get(0).start())
                    .isEqualTo(forecast.referenceTime().minus(Duration.ofHours(24)));
            assertThat(forecast.variables()).isNotEmpty();
        });
        with(config, pipeline -> assertThat(pipeline.forecasts().all()).isEqualTo(forecasts));
    }

    @Test
    void settingsThatCannotBeAreRefusedWithTheirReason() throws IOException {
        assertThatThrownBy(() -> config(inference("auditEvery: -1"), "{}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("auditEvery is -1");
        assertThat(config(inference("embed: edge"), "{}").inference())
                .hasValueSatisfying(i -> assertThat(i.auditEvery()).isEqualTo(OptionalInt.of(145)));
        EdgeConfig nowhere = config("inference: { bundle: nowhere, embed: edge }", "{}");
        assertThatThrownBy(() -> with(nowhere, pipeline -> {})).isInstanceOf(BundleException.class);
    }
}
