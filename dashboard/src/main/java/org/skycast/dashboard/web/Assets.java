package org.skycast.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.skycast.nowcast.digest.Sha256;

/** What pages are made of: files of the class path by the names that this class knows, and no others. */
final class Assets {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/dist/%s";

    private static final List<String> MODULES = List.of(
            "app.js",
            "alerts.js",
            "charts.js",
            "clock.js",
            "dom.js",
            "fan.js",
            "live.js",
            "map.js",
            "models.js",
            "operation.js",
            "paper.js",
            "settings.js",
            "skill.js",
            "sky.js",
            "station.js",
            "stations.js",
            "units.js",
            "verification.js",
            "words.js",
            "zones.js");

    private final Map<String, Reply> byName = new HashMap<>();
    private final String page;

    Assets() {
        for (String module : MODULES) {
            add(module, "text/javascript; charset=utf-8", "assets/" + module);
        }
        add("style.css", "text/css; charset=utf-8", "assets/style.css");
        add("icon.svg", "image/svg+xml", "assets/icon.svg");
        byte[] world = world();
        byName.put("world.json", Reply.revalidated("application/json", world, etag(world)));
        String version = uplot();
        add("uplot.js", "text/javascript; charset=utf-8", UPLOT.formatted(version, "uPlot.iife.min.js"));
        add("uplot.css", "text/css; charset=utf-8", UPLOT.formatted(version, "uPlot.min.css"));
        page = new String(bytes("page.html"), StandardCharsets.UTF_8);
    }

    private void add(String name, String type, String resource) {
        byte[] body = bytes(resource);
        byName.put(name, Reply.revalidated(type, body, etag(body)));
    }

    /** The outlines of the lands stand in a script that hands them to a library; pages here run none but their own. */
    private static byte[] world() {
        String script = new String(bytes("world/world.js"), StandardCharsets.UTF_8);
        int begin = script.indexOf('{', script.indexOf("registerMap('world'"));
        int end = script.lastIndexOf(");}));");
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("The outlines of the lands are written in another way than is known.");
        }
        return script.substring(begin, end).getBytes(StandardCharsets.UTF_8);
    }

    /** Of this very content. */
    static String etag(byte[] body) {
        return "\"" + Sha256.of(body).substring(0, 24) + "\"";
    }

    Optional<Reply> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The page of a name, which its script fills. */
    Reply page(String name, String title, String plain) {
        byte[] body = page.replace("${page}", name)
                .replace("${title}", title)
                .replace("${plain}", plain)
                .getBytes(StandardCharsets.UTF_8);
        return Reply.revalidated("text/html; charset=utf-8", body, etag(body));
    }

    /** The OpenAPI description. */
    static Reply openApi() {
        byte[] body = bytes("openapi.json");
        return Reply.revalidated("application/json", body, etag(body));
    }

    private static String uplot() {
        var pom = new Properties();
        try (InputStream file = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            pom.load(file);
            return pom.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream file = open(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream file = Assets.class.getResourceAsStream(name);
        if (file == null) {
            throw new IOException("The page's part %s is not on the class path: build Skycast anew".formatted(name));
        }
        return file;
    }
}
