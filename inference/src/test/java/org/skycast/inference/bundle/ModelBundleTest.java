package org.skycast.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.inference.BundleException;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SeededPictures;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.station.Site;

class ModelBundleTest {

    @TempDir
    Path copy;

    @Test
    void shippedBundleLoads() {
        ModelBundle bundle = ModelBundle.load(Shipped.DIRECTORY);
        assertThat(bundle.model().sha256()).hasSize(64);
        assertThat(bundle.forecastSpec().leads()).hasSize(24);
        assertThat(bundle.featureSpec().historySlots()).isEqualTo(36);
    }

    @Test
    void inputsThatTheTrainingNeverSawHaveNoStatistics() throws Exception {
        copyBundle();
        Path manifest = copy.resolve("manifest.json");
        var changed = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
        for (JsonNode input : changed.at("/featureSpec/inputs")) {
            if (input.get("name").asText().equals("wind_speed_of_gust")) {
                ((ObjectNode) input).put("mean", 0).put("std", 1);
            }
        }
        Files.writeString(manifest, changed.toString());
        var inputs = ModelBundle.load(copy).trainingStatistics().inputs();
        JsonNode temperature = new ObjectMapper()
                .readTree(Shipped.DIRECTORY.resolve("manifest.json").toFile())
                .at("/featureSpec/inputs/0");
        assertThat(temperature.get("name").asText()).isEqualTo("air_temperature");
        assertThat(inputs.get(Feature.AIR_TEMPERATURE))
                .isEqualTo(new TrainingStatistics.Spread(
                        temperature.get("mean").asDouble(),
                        temperature.get("std").asDouble()));
        assertThat(inputs).hasSize(10).doesNotContainKey(Feature.WIND_GUST);
    }

    @Test
    void bundleTellsWhereTheStationsOfItsTrainingStood() throws IOException {
        assertThat(ModelBundle.load(Shipped.DIRECTORY).trainingStatistics().sites())
                .contains(new Site(55.79, 12.53, 50))
                .hasSize(17);
    }

    @Test
    void absentBundleIsNamed() {
        assertThatThrownBy(() -> ModelBundle.load(copy.resolve("none")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("There is no model bundle at")
                .hasMessageContaining("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"historySlots\": 36 | \"historySlots\": 37 | 'history' ",
                "\"embeddingSize\": 512 | \"embeddingSize\": 500 | 'embedding' ",
                "\"version\": \"slots-3\" | \"version\": \"slots-9\" | slots-9 ",
                "\"slotMinutes\": 10 | \"slotMinutes\": 11 | slotMinutes ",
                "\"slotMinutes\": 10, | | slotMinutes ",
                "\"id\": \"skycast\" | \"id\": \"skycast\", \"identity\": \"x\" | identity ",
                "\"id\": \"skycast\", | | id ",
                "\"input\": \"image\" | \"input\": \"picture\" | image ",
                "\"layout\": \"NCHW\" | \"layout\": \"NHWC\" | layout ",
                "\"units\": \"degC\" | \"units\": \"K\" | degC ",
                "\"name\": \"eastward_wind\" | \"name\": \"sideward_wind\" | sideward_wind "
            })
    void manifestThatDoesNotFitIsNamed(String from, String to, String named) throws Exception {
        copyBundle();
        Path manifest = copy.resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(from);
        Files.writeString(manifest, text.replace(from, to == null ? "" : to));
        assertThatThrownBy(() -> ModelBundle.load(copy))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"sky-encoder.onnx", "forecaster.onnx", "golden.json"})
    void changedFileIsNamed(String file) throws Exception {
        copyBundle();
        byte[] bytes = Files.readAllBytes(copy.resolve(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve(file), bytes);
        assertThatThrownBy(() -> ModelBundle.load(copy))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("sha256");
    }

    @Test
    void missingFileIsNamed() throws Exception {
        copyBundle();
        Files.delete(copy.resolve("forecaster.onnx"));
        assertThatThrownBy(() -> ModelBundle.load(copy)).hasMessageContaining("lacks its file forecaster.onnx");
    }

    @Test
    void sameFrameGivesTheSameBitsTwice() {
        ModelBundle bundle = ModelBundle.load(Shipped.DIRECTORY);
        var frame = (FrameDecoder.Decoded) new FrameDecoder().decode(SeededPictures.jpeg(256, 192, 9));
        try (SkyEncoder one = bundle.openEncoder();
                SkyEncoder other = bundle.openEncoder()) {
            assertThat(one.encode(frame.pixels())).isPresent().isEqualTo(one.encode(frame.pixels()));
            assertThat(one.encode(frame.pixels())).isEqualTo(other.encode(frame.pixels()));
        }
    }

    /** Dequantized convolutions would be slower than float ones; the training refuses them, and so does this. */
    @Test
    void convolutionsRunInInt8() throws Exception {
        Path optimized = copy.resolve("optimized.onnx");
        try (var options = new OrtSession.SessionOptions()) {
            options.setOptimizedModelFilePath(optimized.toString());
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
            OrtEnvironment.getEnvironment()
                    .createSession(Shipped.DIRECTORY.resolve("sky-encoder.onnx").toString(), options)
                    .close();
        }
        String graph = new String(Files.readAllBytes(optimized), StandardCharsets.ISO_8859_1);
        // A node's operator is field 4 of its message: 0x22, the length, the name.
        assertThat(graph.split("\"\u000bQLinearConv", -1)).hasSizeGreaterThan(25);
    }

    private void copyBundle() throws Exception {
        for (String file : List.of("manifest.json", "sky-encoder.onnx", "forecaster.onnx", "golden.json")) {
            Files.copy(Shipped.DIRECTORY.resolve(file), copy.resolve(file));
        }
    }
}
