package org.skycast.edge.source.snapshot;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of RFC 7616 with qop=auth that knows a nonce for three requests. */
final class DigestCamera implements CameraServer.Answering {

    private static final String REALM = "camera";

    final String algorithm;
    final List<String> counts = new ArrayList<>();
    private int nonce;
    private int used;

    DigestCamera(String algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    public synchronized void answer(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null || !given.startsWith("Digest ")) {
            challenge(exchange, false);
            return;
        }
        Map<String, String> fields = new HashMap<>();
        Matcher field = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))").matcher(given);
        while (field.find()) {
            fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
        }
        if (used == 3 || !fields.get("nonce").equals("nonce" + nonce)) {
            nonce++;
            used = 0;
            challenge(exchange, true);
            return;
        }
        String ha1 = hash(algorithm, "Mufasa:" + REALM + ":Circle of Life");
        String ha2 = hash(algorithm, "GET:" + exchange.getRequestURI());
        String expected = hash(
                algorithm, String.join(":", ha1, "nonce" + nonce, fields.get("nc"), fields.get("cnonce"), "auth", ha2));
        if (expected.equals(fields.get("response"))
                && fields.get("uri").equals(exchange.getRequestURI().toString())) {
            counts.add(fields.get("nonce") + "/" + Integer.parseInt(fields.get("nc"), 16));
            used++;
            CameraServer.picture(exchange, counts.size());
        } else {
            challenge(exchange, false);
        }
    }

    private void challenge(HttpExchange exchange, boolean stale) throws IOException {
        exchange.getResponseHeaders()
                .set(
                        "WWW-Authenticate",
                        "Digest realm=\"%s\", qop=\"auth\", algorithm=%s, nonce=\"nonce%d\", opaque=\"o\", stale=%s"
                                .formatted(REALM, algorithm, nonce, stale));
        exchange.sendResponseHeaders(401, -1);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
