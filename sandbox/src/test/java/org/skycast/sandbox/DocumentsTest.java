package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documents point to is there, and they stay as short as they promise. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]+)]\\(([^()\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern WORD = Pattern.compile("(?m)^\\| \\*\\*(.+?)\\*\\* \\|");
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    /** A link: what it says, and where it leads. */
    private record Link(String text, String target) {

        boolean isRelative() {
            return !target.matches("[a-z]+:.*");
        }

        boolean isJava() {
            return target.endsWith(".java");
        }

        Optional<String> anchor() {
            int hash = target.indexOf('#');
            return hash < 0 ? Optional.empty() : Optional.of(target.substring(hash + 1));
        }

        /** The file it leads to from {@code page}; the page itself where it names none. */
        Path file(Path page) {
            String path = target.split("#", 2)[0];
            return path.isEmpty() ? page : page.resolveSibling(path).normalize();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(
                        ROOT.relativize(page).toString(),
                        () -> links(text(page)).filter(Link::isRelative).forEach(link -> {
                            Path file = link.file(page);
                            assertThat(file).as(link.toString()).exists();
                            link.anchor()
                                    .ifPresent(anchor -> assertThat(anchors(text(file)))
                                            .as(link.toString())
                                            .contains(anchor));
                        })));
    }

    @Test
    void everyLinkedClassIsCalledByItsName() throws IOException {
        for (Path page : pages()) {
            assertThat(links(text(page)).filter(Link::isJava))
                    .as(page.toString())
                    .allSatisfy(link -> assertThat(link.target()).endsWith("/" + link.text() + ".java"));
        }
    }

    @Test
    void eachWayThroughTheCodeTakesAtMostTwentyFiles() {
        Map<String, String> sections = sections(text(ROOT.resolve("docs/architecture.md")));
        assertThat(sections).containsKeys("A frame", "A late reading", "A rejected reading");
        for (String way : List.of("A frame", "A late reading", "A rejected reading")) {
            assertThat(links(sections.getOrDefault(way, "")).filter(Link::isJava))
                    .as(way)
                    .hasSizeBetween(5, 20);
        }
    }

    @Test
    void readmeFitsOnThreePages() {
        assertThat(text(ROOT.resolve("README.md")).lines()).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void everyWordOfTheGlossaryHasOneMeaning() {
        List<String> words = found(WORD, text(ROOT.resolve("docs/glossary.md")));
        assertThat(words).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    }

    @Test
    void everyReasonAnswersAQuestion() {
        List<String> questions = found(Pattern.compile("(?m)^### (.+)$"), text(ROOT.resolve("docs/rationale.md")));
        assertThat(questions)
                .hasSizeGreaterThanOrEqualTo(60)
                .doesNotHaveDuplicates()
                .allMatch(question -> question.matches("Why .+\\?"));
    }

    @Test
    void everyModuleIsTold() {
        List<String> modules = found(MODULE, text(ROOT.resolve("pom.xml")));
        String architecture = text(ROOT.resolve("docs/architecture.md"));
        String contributing = text(ROOT.resolve("CONTRIBUTING.md"));
        assertThat(modules).hasSizeGreaterThanOrEqualTo(10).allSatisfy(module -> {
            assertThat(architecture).contains("| `" + module + "` |");
            assertThat(contributing).contains("`" + module + "`");
        });
    }

    /** All pages of the project, but for what was built or fetched. */
    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean ours = folder.equals(ROOT)
                        || (!name.startsWith(".")
                                && !Set.of("target", "runs", "data").contains(name));
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(pages).hasSizeGreaterThanOrEqualTo(10);
        return pages;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Link> links(String text) {
        return LINK.matcher(prose(text)).results().map(link -> new Link(link.group(1), link.group(2)));
    }

    /** What is not an example. */
    private static String prose(String text) {
        return FENCED.matcher(text).replaceAll("");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    /** The anchors that a page's headings have; one that comes again is numbered. */
    private static Set<String> anchors(String text) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        for (String heading : found(HEADING, prose(text))) {
            String plain = LINK.matcher(heading).replaceAll(link -> Matcher.quoteReplacement(link.group(1)));
            String anchor = plain.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    /** The second-level sections of a page, by heading. */
    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new HashMap<>();
        Arrays.stream(text.split("(?m)^## ")).skip(1).forEach(section -> {
            String[] parts = section.split("\n", 2);
            sections.put(parts[0].strip(), parts[1]);
        });
        return sections;
    }
}
