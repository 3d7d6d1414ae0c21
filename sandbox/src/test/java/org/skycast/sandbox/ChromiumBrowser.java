package org.skycast.sandbox;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine's own Chromium, driven with its own Node.js: neither is fetched. */
final class ChromiumBrowser implements AutoCloseable {

    /** A desk, and a phone held upright. */
    static final int WIDE = 1280;

    static final int NARROW = 390;

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> troubles = new ArrayList<>();

    private ChromiumBrowser(Path node) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString())));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
    }

    /** What this machine lacks for it, in a sentence. */
    static Optional<String> lacking() {
        if (!Files.isExecutable(CHROMIUM)) {
            return Optional.of("There is no %s; apt-get install chromium brings it.".formatted(CHROMIUM));
        }
        return node().isPresent()
                ? Optional.empty()
                : Optional.of("There is no Node.js; apt-get install nodejs brings it.");
    }

    private static Optional<Path> node() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static ChromiumBrowser open() {
        return new ChromiumBrowser(node().orElseThrow());
    }

    /** A page of its own, without what earlier ones chose; what it writes as errors is remembered. */
    Page page(int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width == NARROW ? 844 : 900)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Oslo"));
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                troubles.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> troubles.add(page.url() + ": " + error));
        return page;
    }

    /** A page in which no script runs. */
    Page pageWithoutScripts() {
        return browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))
                .newPage();
    }

    /** What pages wrote as errors since this was asked last. */
    List<String> troubles() {
        List<String> all = List.copyOf(troubles);
        troubles.clear();
        return all;
    }

    /** Waits until a page shows what it has. */
    static void ready(Page page, String url) {
        page.navigate(url);
        page.locator("main[data-ready]").waitFor();
        page.waitForTimeout(400);
    }

    /** What axe-core finds against a page, a line each. */
    static List<String> violations(Page page) {
        page.evaluate(axe());
        Object found = page.evaluate("""
                async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
                    .violations.map(one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 4).map(node => node.html.slice(0, 160)
                        + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`)""");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = ChromiumBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a picture of the whole page. */
    static void picture(Page page, String name) {
        Path folder = Path.of("target", "screenshots");
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
