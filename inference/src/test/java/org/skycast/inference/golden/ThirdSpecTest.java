package org.skycast.inference.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.FeatureTensor;

/** A bundle whose manifest names slots-3: hours of two days, as its training made them. */
class ThirdSpecTest {

    @TempDir
    Path folder;

    private SpecBundle copy;

    @BeforeEach
    void copyBundle() throws Exception {
        copy = new SpecBundle("slots-3", folder);
    }

    @Test
    void bundleGivesWhatItsTrainingComputed() {
        ModelBundle bundle = GoldenCases.proven(copy.directory());
        assertThat(bundle.featureSpec().version()).isEqualTo("slots-3");
        assertThat(bundle.featureSpec().remembers()).isEqualTo(Duration.ofHours(49));
        assertThat(bundle.featureSpec().tensors(bundle.forecastSpec().leads()))
                .extracting(FeatureTensor::name)
                .containsExactly("history", "history_mask", "sun", "sky", "sky_mask", "sky_age", "hours", "hours_mask");
    }

    @ParameterizedTest
    @CsvSource({"hours, hours", "hoursMask, hours_mask"})
    void hoursThatDifferAreToldByTheTensorsName(String key, String name) throws Exception {
        copy.tells(key, name);
    }

    @Test
    void forecasterReadsTheHours() throws Exception {
        copy.reads("hours", "hoursMask");
    }
}
