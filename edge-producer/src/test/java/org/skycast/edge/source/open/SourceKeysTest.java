package org.skycast.edge.source.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of source has its keys, and its row in the documentation. */
class SourceKeysTest {

    private static final Path DOCS = Path.of("..", "docs");

    private static List<String> kinds(Class<?> keys) {
        return keys == FrameKeys.class ? FrameKeys.KINDS.names() : ReadingKeys.KINDS.names();
    }

    @ParameterizedTest
    @ValueSource(classes = {FrameKeys.class, ReadingKeys.class})
    void everyKeyNamesAKindOrGoesWithSome(Class<?> keys) {
        for (RecordComponent key : keys.getRecordComponents()) {
            GoesWith with = key.getAnnotation(GoesWith.class);
            if (with == null) {
                assertThat(kinds(keys)).contains(key.getName());
            } else {
                assertThat(kinds(keys)).contains(with.value()).doesNotContain(key.getName());
            }
        }
        assertThat(Arrays.stream(keys.getRecordComponents()).map(RecordComponent::getName))
                .containsAll(kinds(keys));
    }

    @ParameterizedTest
    @ValueSource(classes = {FrameKeys.class, ReadingKeys.class})
    void everyKindHasItsRow(Class<?> keys) throws IOException {
        List<String> rows = new ArrayList<>();
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(DOCS, "*.md")) {
            for (Path page : pages) {
                rows.addAll(Files.readAllLines(page));
            }
        }
        for (String kind : kinds(keys)) {
            assertThat(rows).as(kind).anyMatch(line -> line.startsWith("| `%s` |".formatted(kind)));
        }
    }
}
