package org.skycast.edge.process.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.edge.EdgeConfig;
import org.skycast.settings.SettingsException;

class PictureSettingsTest {

    @TempDir
    Path folder;

    private PictureSettings read(String picture) throws IOException {
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, """
                stations:
                  - id: a
                    name: A
                    site: { latitude: 55, longitude: 12, altitude: 10 }
                    frames: { directory: frames }
                    picture: %s
                """.formatted(picture));
        return EdgeConfig.read(file, Map.of()).stations().get(0).picture();
    }

    @Test
    void partOfTheGroupLeavesTheRestAsItIs() throws IOException {
        assertThat(read("{ shortSide: 640 }")).isEqualTo(new PictureSettings(640, 0.85, List.of(), Optional.empty()));
        assertThat(read("{ quality: 0.5, skipDark: -6 }"))
                .isEqualTo(new PictureSettings(320, 0.5, List.of(), Optional.of(-6.0)));
        assertThat(read("{}")).isEqualTo(PictureSettings.DEFAULT);
    }

    @Test
    void maskIsReadAsPolygons() throws IOException {
        assertThat(read("{ mask: [[{ x: 0, y: 0.8 }, { x: 1, y: 0.8 }, { x: 1, y: 1 }, { x: 0, y: 1 }]] }")
                        .mask())
                .singleElement()
                .satisfies(polygon -> assertThat(polygon).hasSize(4).contains(new PictureSettings.Corner(1, 0.8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                { shortSide: 10 } | The shortSide is 10
                { quality: 1.5 } | The quality is 1.5
                { skipDark: 100 } | skipDark is 100
                { mask: [[{ x: 0, y: 0 }, { x: 1, y: 1 }]] } | has 2 corners
                { mask: [[{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 20, y: 1 }]] } | at x 20.0, y 1.0
                """)
    void whatCannotBeIsRefusedAtTheStart(String picture, String sentence) {
        assertThatThrownBy(() -> read(picture))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(sentence);
    }
}
