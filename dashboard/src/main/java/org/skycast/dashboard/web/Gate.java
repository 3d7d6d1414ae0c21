package org.skycast.dashboard.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.skycast.dashboard.api.AskedWrongly;

/** Who is let in: whoever reads, by a name that the server goes by. A page of another name that points here gets nothing. */
final class Gate {

    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final int MOST_PARAMETERS = 20;

    private final Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]"));

    /** @param more names that it goes by beside those of this computer's own loopback */
    Gate(List<String> more) {
        more.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /** @throws AskedWrongly if it is not let in */
    void check(Request request) {
        if (!METHODS.contains(request.getMethod())) {
            throw new AskedWrongly(405, "This can only be read; use GET.");
        }
        if (!hosts.contains(host(request))) {
            throw new AskedWrongly(
                    421, "This server does not go by that name; add it to 'hosts' in the settings if it should.");
        }
    }

    private static String host(Request request) {
        HttpField field = request.getHeaders().getField(HttpHeader.HOST);
        String host = field == null ? "" : field.getValue().toLowerCase(Locale.ROOT);
        return host.replaceFirst(":[0-9]{1,5}$", "");
    }

    /** The path's steps, decoded: a station's id may hold anything. */
    static List<String> steps(Request request) {
        String path = request.getHttpURI().getPath();
        return List.of(path.substring(1).split("/", -1)).stream()
                .map(Gate::decoded)
                .toList();
    }

    /** The query's parameters, decoded. */
    static Map<String, String> parameters(Request request) {
        Map<String, String> all = new LinkedHashMap<>();
        String query = request.getHttpURI().getQuery();
        String[] parts = query == null || query.isEmpty() ? new String[0] : query.split("&", MOST_PARAMETERS);
        for (String part : parts) {
            int at = part.indexOf('=');
            String name = formDecoded(at < 0 ? part : part.substring(0, at));
            if (all.put(name, at < 0 ? "" : formDecoded(part.substring(at + 1))) != null) {
                throw new AskedWrongly(400, "A parameter comes twice; give it once.");
            }
        }
        return all;
    }

    /** In a path a plus is a plus. */
    private static String decoded(String step) {
        return formDecoded(step.replace("+", "%2B"));
    }

    private static String formDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AskedWrongly(400, "The address has an escape that cannot be read.");
        }
    }
}
