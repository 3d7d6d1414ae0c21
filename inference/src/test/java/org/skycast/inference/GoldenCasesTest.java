package org.skycast.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skycast.inference.FrameDecoder.Decoded;
import org.skycast.nowcast.forecast.Features;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;

/** What the training computed, this code computes too. */
class GoldenCasesTest {

    private final ModelBundle bundle = ModelBundle.load(Shipped.DIRECTORY);
    private final JsonNode golden;

    GoldenCasesTest() throws IOException {
        golden = new ObjectMapper().readTree(bundle.golden());
    }

    @Test
    void encoderGivesTheEmbeddingsOfTheTraining() {
        try (SkyEncoder encoder = bundle.openEncoder()) {
            assertThat(golden.get("encoder")).hasSizeGreaterThanOrEqualTo(3);
            for (JsonNode test : golden.get("encoder")) {
                byte[] png = Base64.getDecoder().decode(test.get("pngBase64").asText());
                var decoded = (Decoded) new FrameDecoder().decode(png);
                float[] embedding =
                        encoder.encode(decoded.pixels()).orElseThrow().values();
                assertThat(cosine(embedding, floats(test.get("embedding"))))
                        .as(test.get("name").asText())
                        .isGreaterThan(test.get("minCosine").asDouble());
            }
        }
    }

    @Test
    void forecasterGivesThePredictionsOfTheTraining() {
        try (OnnxForecaster forecaster = bundle.openForecaster()) {
            assertThat(golden.get("forecaster")).hasSizeGreaterThanOrEqualTo(4);
            for (JsonNode test : golden.get("forecaster")) {
                Prediction prediction = forecaster.predict(new Features(
                        floats(test.get("history")),
                        floats(test.get("historyMask")),
                        floats(test.get("sun")),
                        floats(test.get("calendar")),
                        floats(test.get("sky")),
                        floats(test.get("skyMask")),
                        floats(test.get("skyAge"))));
                float tolerance = (float) test.get("tolerance").asDouble();
                String name = test.get("name").asText();
                assertThat(flat(prediction.quantiles()))
                        .as(name)
                        .usingComparatorWithPrecision(tolerance)
                        .containsExactly(floats(test.get("quantiles")));
                assertThat(flat(new float[][][] {prediction.probabilities()}))
                        .as(name)
                        .usingComparatorWithPrecision(tolerance)
                        .containsExactly(floats(test.get("events")));
                assertThatNothingCrosses(prediction);
            }
        }
    }

    @Test
    void featuresAreThoseOfTheTraining() {
        assertThat(golden.get("features")).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode test : golden.get("features")) {
            JsonNode at = test.get("site");
            var site = new Site(
                    at.get("latitude").asDouble(),
                    at.get("longitude").asDouble(),
                    at.get("altitude").asDouble());
            Features features = Features.of(
                    bundle.features(),
                    bundle.says().leads(),
                    site,
                    history(test, site).byStart(),
                    Instant.parse(test.get("referenceTime").asText()));
            assertClose(test, "history", features.history());
            assertClose(test, "historyMask", features.historyMask());
            assertClose(test, "sun", features.sun());
            assertClose(test, "calendar", features.calendar());
        }
    }

    private History history(JsonNode test, Site site) {
        List<History.Past> slots = new ArrayList<>();
        for (JsonNode slot : test.get("slots")) {
            Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
            slot.get("means")
                    .properties()
                    .forEach(mean -> variables.put(
                            Variable.named(mean.getKey()).orElseThrow(),
                            new Summary(mean.getValue().asDouble(), 0, 0, 1, Set.of())));
            var when = new Slot(
                    Instant.parse(slot.get("start").asText()), bundle.features().slotLength());
            slots.add(History.Past.of(
                    new Observation("s", site, when, 0, variables, Optional.empty(), Optional.empty(), List.of())));
        }
        return new History(slots);
    }

    private static void assertClose(JsonNode test, String name, float[] found) {
        float[] wanted = floats(test.get(name));
        assertThat(found).as(name).hasSameSizeAs(wanted);
        for (int i = 0; i < found.length; i++) {
            double tolerance = test.get("tolerance").asDouble();
            assertThat(found[i])
                    .as("%s of %s at %d", name, test.get("name").asText(), i)
                    .isCloseTo(wanted[i], within((float) tolerance));
        }
    }

    private static void assertThatNothingCrosses(Prediction prediction) {
        for (float[][] target : prediction.quantiles()) {
            for (float[] lead : target) {
                assertThat(lead).isSorted();
            }
        }
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static float[] flat(float[][][] values) {
        var all = new ArrayList<Float>();
        for (float[][] target : values) {
            for (float[] lead : target) {
                for (float value : lead) {
                    all.add(value);
                }
            }
        }
        float[] flat = new float[all.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = all.get(i);
        }
        return flat;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }
}
