package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What names and sizes of source files promise a reader, over all modules and their tests. */
class NamesTest {

    private static final Path ROOT = Path.of("..");

    /** Names that say nothing of what a class does. */
    private static final Pattern EMPTY = Pattern.compile(".*(Manager|Helper|Utils?|Info|Data)");

    private static final int MOST_LINES = 300;

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** Records generated from schemas may have a twin in the domain; they are not among the sources. */
    @Test
    void aSimpleNameStandsForOneClass() throws IOException {
        Map<String, List<Path>> byName = sources().stream()
                .filter(file -> !name(file).equals("package-info"))
                .collect(Collectors.groupingBy(NamesTest::name, TreeMap::new, Collectors.toList()));
        byName.values().removeIf(files -> files.size() == 1);
        assertThat(byName).isEmpty();
    }

    @Test
    void aNameSaysWhatItsClassDoes() throws IOException {
        assertThat(sources())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(name(file)).doesNotMatch(EMPTY));
    }

    @Test
    void aFileIsReadInOneSitting() throws IOException {
        Map<Path, Integer> tooLong = new TreeMap<>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.put(file, lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<Path> packages = sources().stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                        .contains("/**", "@NullMarked"));
    }
}
