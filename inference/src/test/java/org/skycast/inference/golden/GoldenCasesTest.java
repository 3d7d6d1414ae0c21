package org.skycast.inference.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.BundleCopy;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.Shipped;

/** What the training computed, this code computes too; what does not is told. */
class GoldenCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private List<String> complaintsAfter(Consumer<JsonNode> change) throws Exception {
        BundleCopy copy = BundleCopy.in(folder.resolve("copy"));
        JsonNode golden = JSON.readTree(copy.read("golden.json"));
        change.accept(golden);
        copy.write("golden.json", JSON.writeValueAsBytes(golden));
        return GoldenCases.of(ModelBundle.load(copy.directory())).complaints();
    }

    @Test
    void shippedBundleGivesWhatItsTrainingComputed() {
        GoldenCases golden = GoldenCases.of(ModelBundle.load(Shipped.DIRECTORY));
        assertThat(golden.complaints()).isEmpty();
        assertThat(golden.summary()).isEqualTo("3 of the encoder, 4 of the forecaster, 3 of the features");
        assertThat(GoldenCases.proven(Shipped.DIRECTORY).created()).isAfter("2026-01-01T00:00:00Z");
    }

    @Test
    void embeddingOfAnotherDirectionIsTold() throws Exception {
        assertThat(complaintsAfter(golden -> {
                    var embedding = (ArrayNode) golden.at("/encoder/1/embedding");
                    for (int i = 0; i < embedding.size(); i += 2) {
                        embedding.set(i, -embedding.get(i).asDouble());
                    }
                }))
                .singleElement()
                .asString()
                .contains(JSON.readTree(ModelBundle.load(Shipped.DIRECTORY).golden())
                        .at("/encoder/1/name")
                        .asText())
                .contains("0.999 is the least");
    }

    @Test
    void imageThatIsNoneIsTold() throws Exception {
        assertThat(complaintsAfter(golden -> ((ObjectNode) golden.at("/encoder/0")).put("pngBase64", "AAAA")))
                .singleElement()
                .asString()
                .endsWith("has an image that cannot be decoded");
    }

    @Test
    void predictionOutsideItsToleranceIsTold() throws Exception {
        assertThat(complaintsAfter(golden -> {
                    var quantiles = (ArrayNode) golden.at("/forecaster/2/quantiles");
                    quantiles.set(17, quantiles.get(17).asDouble() + 0.1);
                    var events = (ArrayNode) golden.at("/forecaster/3/events");
                    events.set(5, events.get(5).asDouble() + 0.1);
                }))
                .hasSize(2)
                .satisfies(all ->
                        assertThat(all.get(0)).contains("gives quantiles").contains(" at 17, "))
                .satisfies(all ->
                        assertThat(all.get(1)).contains("gives probabilities").contains(" at 5, "));
    }

    @Test
    void inputsOfTheWrongLengthAreTold() throws Exception {
        assertThat(complaintsAfter(golden -> ((ArrayNode) golden.at("/forecaster/0/sun")).remove(0)))
                .singleElement()
                .asString()
                .contains("has inputs of the lengths [396, 396, 179, ");
    }

    @Test
    void otherFeaturesAreTold() throws Exception {
        assertThat(complaintsAfter(golden -> {
                    ((ObjectNode) golden.at("/features/0/site")).put("latitude", -30);
                    ((ObjectNode) golden.at("/features/1")).put("referenceTime", "yesterday");
                    ((ObjectNode) golden.at("/features/2/slots/0/means")).put("colour", 1);
                }))
                .satisfiesExactly(
                        sun -> assertThat(sun).contains("gives the sun"),
                        time -> assertThat(time).contains("cannot be replayed").contains("yesterday"),
                        name -> assertThat(name).contains("no variable is named colour"));
    }

    @Test
    void tooFewCasesProveNothing() throws Exception {
        assertThat(complaintsAfter(golden -> {
                    ((ArrayNode) golden.get("encoder")).remove(0);
                    ((ArrayNode) golden.get("forecaster")).remove(0);
                    ((ArrayNode) golden.get("features")).removeAll();
                }))
                .containsExactly(
                        "it has 2 cases of the encoder, but 3 are needed",
                        "it has 3 cases of the forecaster, but 4 are needed",
                        "it has 0 cases of the features, but 3 are needed");
    }

    /** In ONNX a tensor's name is followed by its numbers; bytes of ones are NaN as float32. */
    @Test
    void networkThatGivesNanIsRefused() throws Exception {
        BundleCopy copy = BundleCopy.in(folder.resolve("copy"));
        byte[] network = copy.read("forecaster.onnx");
        String tensor = "members.0.first.bias" + "J";
        int begin = new String(network, StandardCharsets.ISO_8859_1).indexOf(tensor) + tensor.length() + 8;
        Arrays.fill(network, begin, begin + 256, (byte) 0xff);
        copy.write("forecaster.onnx", network);
        ModelBundle bundle = ModelBundle.load(copy.directory());
        assertThatThrownBy(() -> GoldenCases.prove(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("fails its golden cases: the forecaster's case '")
                .hasMessageContaining("that are not finite (and ")
                .hasMessageContaining("more).");
    }

    /** From a little beyond its middle on, the encoder's file holds the int8 weights of one convolution. */
    @Test
    void encoderWithOtherWeightsIsRefused() throws Exception {
        BundleCopy copy = BundleCopy.in(folder.resolve("copy"));
        byte[] network = copy.read("sky-encoder.onnx");
        int begin = network.length * 11 / 20;
        for (int i = begin; i < begin + 100_000; i++) {
            network[i] ^= 0x55;
        }
        copy.write("sky-encoder.onnx", network);
        assertThatThrownBy(() -> GoldenCases.proven(copy.directory()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("the encoder's case '");
    }

    @Test
    void casesThatCannotBeReadAreOneSentence() throws Exception {
        BundleCopy copy = BundleCopy.in(folder.resolve("copy"));
        copy.write("golden.json", "{\"encoder\": []}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> GoldenCases.proven(copy.directory()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("forecaster");
    }
}
