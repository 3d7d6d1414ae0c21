package org.skycast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.skycast.http.ServerLimits;

/**
 * A schema registry with Confluent's REST API, as far as clients use it, on loopback only; kept in the compacted topic
 * {@code _schemas}. For the demo and tests: one process, no access control.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    static {
        // The limits of every server in this process are read when the first is made.
        ServerLimits.set();
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final SchemaLog log;

    private EmbeddedRegistry(HttpServer server, ExecutorService threads, SchemaLog log) {
        this.server = server;
        this.threads = threads;
        this.log = log;
    }

    /**
     * Starts a registry on what the broker keeps of an earlier one.
     *
     * @param port where it listens; 0 for any that is free
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        SchemaLog log = SchemaLog.open(bootstrapServers);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
                var thread = new Thread(task, "registry");
                thread.setDaemon(true);
                return thread;
            });
            var registry = new EmbeddedRegistry(server, threads, log);
            server.setExecutor(threads);
            server.createContext("/", registry::handle);
            server.start();
            return registry;
        } catch (IOException e) {
            log.close();
            throw new IllegalStateException(
                    "The registry cannot listen on port %d (%s); choose another.".formatted(port, e.getMessage()), e);
        }
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Object answer;
            int status = 200;
            try {
                JsonNode body = JSON.readTree(exchange.getRequestBody());
                answer = route(exchange.getRequestMethod(), path(exchange), body);
            } catch (RegistryError e) {
                status = e.code() / 100 >= 100 ? e.code() / 100 : e.code();
                answer = Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage()));
            } catch (SchemaParseException | com.fasterxml.jackson.core.JsonProcessingException e) {
                status = 422;
                answer = Map.of("error_code", 42201, "message", "Invalid schema: " + e.getMessage());
            }
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static List<String> path(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private Object route(String method, List<String> path, JsonNode body) {
        String shape = method + " " + shape(path);
        String subject = path.size() > 1 ? path.get(1) : "";
        return switch (shape) {
            case "GET subjects" -> log.subjects();
            case "GET schemas/ids/*" ->
                Map.of("schema", log.byId(number(path.get(2))).toString());
            case "GET subjects/*/versions" -> log.versions(subject);
            case "POST subjects/*/versions" -> Map.of("id", log.register(subject, schema(body)));
            case "GET subjects/*/versions/*" -> describe(subject, log.version(subject, path.get(3)));
            case "POST subjects/*" -> describe(subject, log.lookup(subject, schema(body)));
            case "DELETE subjects/*" -> log.delete(subject);
            case "GET config" -> Map.of("compatibilityLevel", log.compatibility(""));
            case "PUT config" ->
                Map.of(
                        "compatibility",
                        log.require("", body.path("compatibility").asText()));
            case "GET config/*" -> Map.of("compatibilityLevel", log.compatibility(subject));
            case "PUT config/*" ->
                Map.of(
                        "compatibility",
                        log.require(subject, body.path("compatibility").asText()));
            case "POST compatibility/subjects/*/versions/*" ->
                Map.of("is_compatible", log.isCompatible(path.get(2), schema(body), path.get(4)));
            default -> throw new RegistryError(404, "HTTP 404 Not Found: " + shape);
        };
    }

    /** The path with what varies as stars. */
    private static String shape(List<String> path) {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            String part = path.get(i);
            boolean fixed = i == 0
                    || List.of("ids", "versions").contains(part)
                    || (i == 1 && path.get(0).equals("compatibility"));
            shape.append(i == 0 ? "" : "/").append(fixed ? part : "*");
        }
        return shape.toString();
    }

    private static Schema schema(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryError(42201, "Invalid schema type " + type + "; this registry keeps AVRO only.");
        }
        return new Schema.Parser().parse(body.path("schema").asText());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RegistryError(404, "HTTP 404 Not Found");
        }
    }

    private static Map<String, Object> describe(String subject, SchemaLog.Version version) {
        return Map.of(
                "subject", subject,
                "version", version.number(),
                "id", version.id(),
                "schema", version.schema().toString());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        log.close();
    }
}
