package org.skycast.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.skycast.http.ServerLimits;

/** A registry over HTTP that keeps every schema under one list, fails as often as it is told and notes what it is asked. */
final class HttpStub implements AutoCloseable {

    static {
        // The limits of every server in this process are read when the first is made.
        ServerLimits.set();
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Schema> schemas = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger failure = new AtomicInteger(503);

    HttpStub() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    HttpStub(HttpServer made) {
        server = made;
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                asked.add(exchange.getRequestMethod() + " " + path);
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                int status = failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? failure.get() : 200;
                Object answer = Map.of();
                if (status == 200) {
                    JsonNode body = JSON.readTree(exchange.getRequestBody());
                    answer = answer(exchange.getRequestMethod(), path, body);
                    status = answer.equals(Map.of("error_code", 40403, "message", "Schema not found")) ? 404 : 200;
                }
                byte[] bytes = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    private Object answer(String method, String path, JsonNode body) {
        if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
            return id >= 1 && id <= schemas.size()
                    ? Map.of("schema", schemas.get(id - 1).toString())
                    : Map.of("error_code", 40403, "message", "Schema not found");
        }
        Schema schema = new Schema.Parser().parse(body.path("schema").asText());
        if (!schemas.contains(schema) && path.endsWith("/versions")) {
            schemas.add(schema);
        }
        int id = schemas.indexOf(schema) + 1;
        return id == 0
                ? Map.of("error_code", 40403, "message", "Schema not found")
                : Map.of("id", id, "version", 1, "subject", "s", "schema", schema.toString());
    }

    String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
