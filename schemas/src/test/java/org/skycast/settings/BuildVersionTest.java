package org.skycast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BuildVersionTest {

    private static String read(String text) {
        return BuildVersion.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theBuildsVersionIsTold() {
        assertThat(read("# By the build.\nversion=1.2.3-SNAPSHOT\n")).isEqualTo("1.2.3-SNAPSHOT");
    }

    @Test
    void whatWasCompiledWithoutTheBuildSaysSo() {
        assertThat(read("version=${project.version}\n")).isEqualTo("development");
        assertThat(read("")).isEqualTo("unknown");
        assertThat(BuildVersion.read(null)).isEqualTo("unknown");
    }

    @Test
    void whatRunsIsOfThisBuildOrOfNone() throws IOException {
        Matcher pom = Pattern.compile("<version>(.*?)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(pom.find()).isTrue();
        assertThat(BuildVersion.running()).isIn(pom.group(1), "development");
    }
}
