package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.skycast.settings.BuildVersion;
import picocli.CommandLine;

class SkycastTest {

    @Test
    void versionIsTheBuilds() {
        var printed = new StringWriter();
        int code = new CommandLine(new Skycast())
                .setOut(new PrintWriter(printed, true))
                .execute("--version");
        assertThat(code).isZero();
        assertThat(printed.toString().strip()).isEqualTo("Skycast " + BuildVersion.running());
    }
}
