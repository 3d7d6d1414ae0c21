package org.skycast.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Requests to a registry: each of its addresses in turn, then all again after a pause that doubles, a bounded number of
 * times. What the registry refuses is not asked again, but for its own failures (5xx) and 429.
 */
final class RegistryHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final RegistryConfig config;
    private final List<URI> urls;
    private final HttpClient client;
    private final int retries;

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        this.urls = config.getList(RegistryConfig.URL).stream()
                .map(RegistryHttp::parse)
                .toList();
        if (urls.isEmpty()) {
            throw new ConfigException(RegistryConfig.URL, "", "Give at least one address.");
        }
        this.retries = config.getInt(RegistryConfig.MAX_RETRIES);
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(config.getLong(RegistryConfig.CONNECT_TIMEOUT)));
        Map<String, ?> ssl = config.ssl();
        if (!ssl.isEmpty()) {
            var factory = new DefaultSslEngineFactory();
            factory.configure(ssl);
            builder.sslContext(factory.sslContext());
        }
        this.client = builder.build();
    }

    String location() {
        return urls.get(0).getScheme() + "://" + urls.get(0).getAuthority().replaceAll(".*@", "");
    }

    /** The answer's JSON; an empty {@code body} sends none. */
    JsonNode send(String method, String path, String body) {
        for (int attempt = 0; ; attempt++) {
            try {
                return sendOnce(method, path, body);
            } catch (RegistryUnavailableException e) {
                if (attempt >= retries) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private void pause(int attempt) {
        long first = config.getLong(RegistryConfig.RETRY_WAIT);
        long wait = Math.min(config.getLong(RegistryConfig.RETRY_MAX_WAIT), first << Math.min(attempt, 20));
        LockSupport.parkNanos(Duration.ofMillis(wait).toNanos());
    }

    private JsonNode sendOnce(String method, String path, String body) {
        RegistryUnavailableException last = null;
        for (URI url : urls) {
            try {
                return answer(
                        url, path, client.send(request(url, method, path, body), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                last = unavailable(e.getClass().getSimpleName(), e);
            } catch (RegistryUnavailableException e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("interrupted", e);
            }
        }
        throw last == null ? unavailable("no address", new IOException("no address")) : last;
    }

    private HttpRequest request(URI url, String method, String path, String body) {
        String base = url.toString().replaceAll("//[^/@]*@", "//").replaceAll("/+$", "");
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMillis(config.getLong(RegistryConfig.READ_TIMEOUT)))
                .header("Accept", MEDIA_TYPE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        Authorization.header(config, url).ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private JsonNode answer(URI url, String path, HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            throw unavailable("status " + status, new IOException(response.body()));
        }
        if (status >= 400) {
            throw refusal(status, path, response.body());
        }
        return JSON.readTree(response.body());
    }

    private RegistryRefusal refusal(int status, String path, String body) {
        int code = status;
        String message = body;
        try {
            JsonNode error = JSON.readTree(body);
            code = error.path("error_code").asInt(status);
            message = error.path("message").asText(body);
        } catch (IOException e) {
            message = body.isBlank() ? "status " + status : body;
        }
        return new RegistryRefusal(
                code, "The schema registry at %s refused %s: %s (%d).".formatted(location(), path, message, code));
    }

    private RegistryUnavailableException unavailable(String why, Exception cause) {
        return new RegistryUnavailableException(
                "The schema registry at %s does not answer (%s); check %s and that it runs."
                        .formatted(location(), why, RegistryConfig.URL),
                cause);
    }

    private static URI parse(String url) {
        try {
            URI parsed = URI.create(url.trim());
            if (parsed.getHost() == null) {
                throw new IllegalArgumentException("no host");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(RegistryConfig.URL, url, "Give addresses such as http://localhost:8081.");
        }
    }
}
