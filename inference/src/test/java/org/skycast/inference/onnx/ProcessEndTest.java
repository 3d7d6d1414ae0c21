package org.skycast.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A process that ends makes networks fail: that is no fault of theirs, nor of what they were given. */
class ProcessEndTest {

    @Test
    void aNetworkThatFailsWhileTheProcessEndsIsNotSaidToBeAtFault() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndingSession.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.strip()).isEqualTo("for the process ends");
    }

    @Test
    void aProcessThatRunsHasNotBegunToEnd() {
        assertThat(ProcessEnd.hasBegun()).isFalse();
    }
}
