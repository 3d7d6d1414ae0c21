package org.skycast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.skycast.settings.BuildVersion;

class SkycastTest {

    @Test
    void versionIsTheBuilds() {
        var printed = new StringWriter();
        int code = Skycast.commandLine().setOut(new PrintWriter(printed, true)).execute("--version");
        assertThat(code).isZero();
        assertThat(printed.toString().strip()).isEqualTo("Skycast " + BuildVersion.running());
    }
}
