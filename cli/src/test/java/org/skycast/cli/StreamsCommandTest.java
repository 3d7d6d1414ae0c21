package org.skycast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skycast.streams.runtime.NowcastConfig;

class StreamsCommandTest {

    /** That a topology which has started logs them is seen in {@code EndToEndIT}. */
    @Test
    void settingsThatHoldAreShownWithoutSecrets() {
        var settings = NowcastConfig.read(
                "kafka: { ssl.key.password: TELLNOBODY }\nbundle: nowhere\nthreads: 3\n", "of the test", Map.of());
        assertThat(StreamsCommand.shown(settings))
                .contains("  threads: 3\n", "  amendment: PT24H\n", "  kafka.ssl.key.password: (secret)\n")
                .doesNotContain("TELLNOBODY");
    }

    @Test
    void exampleHoldsAndIsPrintedWithoutABroker() {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Skycast.run("streams", "--config", "../docs/examples/streams.yaml", "--print-settings"))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("  kafka.security.protocol: SASL_SSL\n", "  groupInstance: skycast-0\n", "(secret)");
    }
}
