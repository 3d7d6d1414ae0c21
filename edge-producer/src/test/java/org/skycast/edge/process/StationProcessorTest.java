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
import org.skycast.edge.EdgeParts;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolBatch;
import org.skycast.edge.status.ForecastText;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.digest.Sha256;
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
        void of(Edge edge);
    }

    /** A spool and what is processed for it. */
    private record Edge(Spool spool, SampleProcessor processor) {

        /** What is sent in a sample's place, once it is on disk. */
        List<Sample> take(Sample sample, Instant at) {
            return kept(processor.process(List.of(sample), at), at);
        }

        List<Sample> advance(Instant now) {
            return kept(processor.advance("a", now), now);
        }

        private List<Sample> kept(Processed made, Instant at) {
            spool.write(List.of(SpoolBatch.unasked(made)), at);
            processor.commit("a");
            return made.toSend();
        }
    }

    private void with(EdgeConfig config, Use use) {
        try (Spool spool = Spool.open(config.spool().file(), NOON);
                SampleProcessor processor = EdgeParts.processor(config, spool, metrics)) {
            use.of(new Edge(spool, processor));
        }
    }

    @Test
    void withoutInferenceFramesArePreparedAndReadingsGoAsTheyAre() throws IOException {
        with(config("", "{ skipDark: 0 }"), edge -> {
            var values = new Sample.Values("a", NOON, "1", Map.of(Variable.PRESSURE, 1000.0));
            assertThat(edge.take(values, NOON)).containsExactly(values);
            assertThat(edge.take(frame(NOON, IMAGE), NOON)).hasSize(1);
            assertThat(edge.take(frame(NOON.minus(Duration.ofHours(12)), IMAGE), NOON))
                    .isEmpty();
            assertThat(edge.take(frame(NOON, new byte[] {1, 2}), NOON)).isEmpty();
            assertThat(edge.advance(NOON.plus(Duration.ofDays(1)))).isEmpty();
            assertThat(edge.processor().forecasts().all()).isEmpty();
        });
        assertThat(metrics.counts()).containsEntry("frames.dark", 1L).containsEntry("frames.refused", 1L);
        assertThat(folder.resolve("refused-frames")).isDirectoryContaining("glob:**.txt");
    }

    @Test
    void embeddingsGoInThePlaceOfFramesAndOneFrameOfEachSoManySlots() throws IOException {
        List<Sample> kept = new ArrayList<>();
        EdgeConfig config = config(inference("embed: edge, auditEvery: 6"), "{}");
        with(config, edge -> {
            for (int minute = 0; minute < 120; minute += 5) {
                Instant at = NOON.plus(Duration.ofMinutes(minute));
                kept.addAll(edge.take(frame(at, IMAGE), at));
                kept.addAll(edge.take(frame(at.plusSeconds(60), IMAGE), at));
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
        with(config, edge -> {
            Instant at = NOON.plus(Duration.ofMinutes(69));
            assertThat(edge.take(frame(at, IMAGE), at)).hasExactlyElementsOfTypes(Sample.Sky.class);
        });
    }

    /** Were a trace left, the frame a minute later would be thinned for the one that was never kept. */
    @Test
    void whatIsTakenBackLeavesNoTrace() throws IOException {
        with(config(inference("embed: edge, auditEvery: 1, forecast: edge"), "{}"), edge -> {
            Sample first = frame(NOON, IMAGE);
            assertThat(edge.processor().process(List.of(first), NOON).changes()).isNotEmpty();
            edge.processor().rollBack("a");
            assertThat(metrics.counts()).doesNotContainKey("frames.embedded");
            Instant later = NOON.plusSeconds(60);
            assertThat(edge.take(frame(later, IMAGE), later)).hasAtLeastOneElementOfType(Sample.Sky.class);
            // Of what is kept there is one, and it is for the slot's audit.
            Instant latest = NOON.plusSeconds(120);
            assertThat(edge.take(frame(latest, IMAGE), latest)).isEmpty();
            assertThat(metrics.counts()).containsEntry("frames.embedded", 1L).containsEntry("frames.thinned", 1L);
        });
    }

    @Test
    void silenceClosesSlotsAndForecastsWithoutANetwork() throws IOException {
        with(config(inference("forecast: edge"), "{}"), edge -> {
            for (int minute = 0; minute < 30; minute++) {
                Instant at = NOON.plus(Duration.ofMinutes(minute));
                edge.take(
                        new Sample.Values(
                                "a", at, "" + minute, Map.of(Variable.AIR_TEMPERATURE, 12.0 + minute / 100.0)),
                        at);
            }
            assertThat(edge.advance(NOON.plus(Duration.ofMinutes(35)))).isEmpty();
            List<Sample> reports = edge.advance(NOON.plus(Duration.ofMinutes(55)));
            assertThat(reports)
                    .isNotEmpty()
                    .allSatisfy(report ->
                            assertThat(((Sample.Report) report).topic()).isEqualTo("skycast.forecasts.edge"));
            assertThat(edge.processor().forecasts().of("a"))
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
        with(config, edge -> {
            for (int minute = 0; minute < 26 * 60; minute += 5) {
                Instant at = NOON.plus(Duration.ofMinutes(minute));
                var values = Map.of(Variable.AIR_TEMPERATURE, 12 + Math.sin(minute / 200.0));
                edge.take(new Sample.Values("a", at, "" + minute, values), at);
            }
            forecasts.addAll(edge.processor().forecasts().all());
        });
        assertThat(forecasts).singleElement().satisfies(forecast -> {
            assertThat(forecast.lineage().featureSpec()).isEqualTo("slots-2");
            assertThat(forecast.lineage().slots().get(0).start())
                    .isEqualTo(forecast.referenceTime().minus(Duration.ofHours(24)));
            assertThat(forecast.variables()).isNotEmpty();
        });
        with(config, edge -> assertThat(edge.processor().forecasts().all()).isEqualTo(forecasts));
    }

    @Test
    void settingsThatCannotBeAreRefusedWithTheirReason() throws IOException {
        assertThatThrownBy(() -> config(inference("auditEvery: -1"), "{}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("auditEvery is -1");
        assertThat(config(inference("embed: edge"), "{}").inference())
                .hasValueSatisfying(i -> assertThat(i.auditEvery()).isEqualTo(OptionalInt.of(145)));
        EdgeConfig nowhere = config("inference: { bundle: nowhere, embed: edge }", "{}");
        assertThatThrownBy(() -> with(nowhere, edge -> {})).isInstanceOf(BundleException.class);
    }
}
