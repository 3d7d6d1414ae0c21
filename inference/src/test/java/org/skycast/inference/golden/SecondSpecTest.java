package org.skycast.inference.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.Shipped;
import org.skycast.nowcast.feature.FeatureTensor;

/** A bundle whose manifest names slots-2: what its training computed, this code computes too. */
class SecondSpecTest {

    @TempDir
    Path folder;

    private SpecBundle copy;

    @BeforeEach
    void copyBundle() throws Exception {
        copy = new SpecBundle("slots-2", folder);
    }

    /** The manifest with one text in the place of another. */
    private void replaceInManifest(String from, String to) throws Exception {
        String manifest = new String(copy.copy().read("manifest.json"), StandardCharsets.UTF_8);
        assertThat(manifest).contains(from);
        Files.writeString(copy.directory().resolve("manifest.json"), manifest.replace(from, to));
    }

    @Test
    void bundleGivesWhatItsTrainingComputed() {
        ModelBundle bundle = GoldenCases.proven(copy.directory());
        assertThat(bundle.featureSpec().version()).isEqualTo("slots-2");
        assertThat(bundle.featureSpec().remembers()).isEqualTo(Duration.ofHours(24));
        assertThat(bundle.featureSpec().tensors(bundle.forecastSpec().leads()))
                .extracting(FeatureTensor::name)
                .endsWith("day_before", "day_before_mask");
        assertThat(bundle.encoderSha256())
                .isEqualTo(ModelBundle.load(Shipped.DIRECTORY).encoderSha256());
    }

    @ParameterizedTest
    @CsvSource({"dayBefore, day_before", "dayBeforeMask, day_before_mask", "historyMask, history_mask"})
    void featuresThatDifferAreToldByTheTensorsName(String key, String name) throws Exception {
        copy.tells(key, name);
    }

    @Test
    void forecasterReadsTheDayBefore() throws Exception {
        copy.reads("dayBefore", "dayBeforeMask");
    }

    @Test
    void tensorOfTheWrongLengthIsTold() throws Exception {
        assertThat(copy.complaintsAfter(golden -> ((ArrayNode) golden.at("/forecaster/0/dayBefore")).remove(0)))
                .singleElement()
                .asString()
                .contains("has inputs of the lengths [");
        assertThat(copy.complaintsAfter(golden -> ((ArrayNode) golden.at("/features/0/dayBeforeMask")).remove(0)))
                .anySatisfy(complaint -> assertThat(complaint).contains("gives the day_before_mask of "));
    }

    @ParameterizedTest
    @CsvSource({"forecaster, the forecaster's case '", "features, the features' case '"})
    void tensorThatIsMissingOrUnknownIsOneSentence(String kind, String told) throws Exception {
        assertThatThrownBy(() -> copy.complaintsAfter(
                        golden -> ((ObjectNode) golden.at("/" + kind + "/0")).remove("dayBeforeMask")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("cannot be read: " + told)
                .hasMessageEndingWith("' lacks 'dayBeforeMask', a tensor of slots-2.");
        assertThatThrownBy(() -> copy.complaintsAfter(golden -> {
                    var first = (ObjectNode) golden.at("/" + kind + "/0");
                    first.putArray("dayBeforeMask");
                    first.putArray("weekBefore");
                }))
                .isInstanceOf(BundleException.class)
                .hasMessageEndingWith("' has 'weekBefore', which is no tensor of slots-2.");
    }

    @Test
    void specThatTheNetworkDoesNotReadIsRefused() throws Exception {
        replaceInManifest("\"slots-2\"", "\"slots-1\"");
        assertThatThrownBy(() -> ModelBundle.load(copy.directory()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("wants an input 'day_before");
    }

    @Test
    void slotsThatDoNotGoWithTheSpecAreRefused() throws Exception {
        replaceInManifest("\"slots-2\"", "\"slots-3\"");
        replaceInManifest("\"historySlots\": 36", "\"historySlots\": 35");
        assertThatThrownBy(() -> ModelBundle.load(copy.directory()))
                .isInstanceOf(BundleException.class)
                .hasMessage(copy.directory().resolve("manifest.json")
                        + " has a featureSpec that does not fit its slots. The hours before the history need whole slots"
                        + " in an hour and a history of whole hours, at most 48; 35 slots of 10 minutes are not.");
    }

    @Test
    void specThatNobodyKnowsIsRefusedInOneSentenceThatListsTheKnown() throws Exception {
        replaceInManifest("\"slots-2\"", "\"slots-9\"");
        assertThatThrownBy(() -> ModelBundle.load(copy.directory()))
                .isInstanceOf(BundleException.class)
                .hasMessage(
                        "%s has featureSpec.version = slots-9, but this version needs one of slots-1, slots-2, slots-3."
                                .formatted(copy.directory().resolve("manifest.json")));
    }
}
