package org.skycast.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a process of this machine answers over HTTP. */
final class LoopbackPage {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LoopbackPage() {}

    /**
     * Asks once.
     *
     * @throws UncheckedIOException if nobody answers in ten seconds
     */
    static HttpResponse<String> of(int port, String path) {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
