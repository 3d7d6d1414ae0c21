package org.skycast.edge.source.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramTest {

    @TempDir
    Path folder;

    private static Program sh(String script, Duration timeout) {
        return new Program(List.of("sh", "-c", script), timeout, 1000);
    }

    @Test
    void outputIsGivenAndTheEnvironmentHoldsNoSettings() throws Exception {
        assertThat(sh("printf hello", Duration.ofSeconds(20)).run()).asString().isEqualTo("hello");
    }

    @Test
    void failureNamesTheExitCodeAndTheLastComplaintWithoutPasswords() {
        assertThatThrownBy(() -> sh(
                                "echo first >&2; echo 'rtsp://user:pw@cam/1: no route' >&2; exit 3",
                                Duration.ofSeconds(20))
                        .run())
                .isInstanceOf(ProgramException.class)
                .hasMessage("The program sh ended with exit code 3: rtsp://…@cam/1: no route");
    }

    @Test
    void programThatTakesTooLongIsStoppedWithAllThatItStarted() throws IOException {
        Path pid = folder.resolve("pid");
        assertThatThrownBy(() -> sh("sh -c 'echo $$ > " + pid + "; sleep 100' & wait", Duration.ofSeconds(2))
                        .run())
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("did not end within 2.0 s");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child)
                        .map(handle -> handle.onExit()
                                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                                .join())
                        .map(ProcessHandle::isAlive))
                .isIn(java.util.Optional.empty(), java.util.Optional.of(false));
    }

    @Test
    void endlessOutputIsCutOff() {
        assertThatThrownBy(() -> sh("while :; do echo 0123456789; done", Duration.ofSeconds(20))
                        .run())
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void programThatIsNotThereOrSaysNothingIsNamed() {
        assertThatThrownBy(() -> new Program(List.of("/no/such/program"), Duration.ofSeconds(5), 10).run())
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("program cannot be started");
        assertThatThrownBy(() -> sh("echo why >&2", Duration.ofSeconds(20)).run())
                .hasMessage("The program sh wrote nothing: why");
    }
}
