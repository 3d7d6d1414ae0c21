package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A weather console that reports once a minute of its own time, each report again until the edge says that it has it. */
public final class Console {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final int port;

    /** @param port on loopback, where an edge listens for Weather Underground reports */
    public Console(int port) {
        this.port = port;
    }

    /** The temperature that the report of a minute has, degC; different for each. */
    public static double temperature(int minute) {
        return -10 + 0.01 * minute;
    }

    /**
     * Reports, until the edge has it.
     *
     * @return how often it was told
     * @throws IllegalStateException if the edge does not take it within 90 seconds
     */
    public int report(int minute, Instant at) throws InterruptedException {
        HttpRequest request = request(minute, at);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return attempt;
                }
            } catch (IOException e) {
                // The edge is dead or comes up.
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The edge on port %d took no report for %s.".formatted(port, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private HttpRequest request(int minute, Instant at) {
        String query = "ID=console&PASSWORD=none&action=updateraw&dateutc=%s&tempf=%s&humidity=%d"
                .formatted(
                        URLEncoder.encode(UTC.format(at.atOffset(ZoneOffset.UTC)), StandardCharsets.UTF_8),
                        String.format(Locale.ROOT, "%.3f", temperature(minute) * 9 / 5 + 32),
                        40 + minute % 20);
        return HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/weatherstation/updateweatherstation.php?%s".formatted(port, query)))
                .timeout(Duration.ofSeconds(5))
                .build();
    }
}
