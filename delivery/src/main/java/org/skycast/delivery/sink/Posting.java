package org.skycast.delivery.sink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.skycast.delivery.outbox.Answer;

/**
 * POST to one place, and what its answer means. Redirects are not followed: a secret is for whom it was given. What the
 * receiver says beyond its status is not read.
 */
final class Posting implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    Posting(URI url) {
        this.url = url;
    }

    /** Sends it and waits for ten seconds at the most. */
    Answer send(String body, Map<String, String> headers, Instant now) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return answer(sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), now);
        } catch (ExecutionException e) {
            return Answer.Later.because("%s cannot be reached: %s."
                    .formatted(where(), reason(Optional.ofNullable(e.getCause()).orElse(e))));
        } catch (TimeoutException e) {
            return Answer.Later.because("%s did not answer within %d s.".formatted(where(), PATIENCE.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.Later.because("The sender is to stop.");
        } finally {
            sent.cancel(true);
        }
    }

    private Answer answer(HttpResponse<?> response, Instant now) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Taken();
        }
        if (status >= 300 && status < 400) {
            return new Answer.Refused(
                    "%s answered %d, a redirect to %s, which is not followed; give that URL if it is right."
                            .formatted(
                                    where(),
                                    status,
                                    response.headers()
                                            .firstValue("Location")
                                            .map(Posting::printable)
                                            .orElse("nowhere")));
        }
        String said = "%s answered %d.".formatted(where(), status);
        if (status == TIMEOUT || status == TOO_MANY || status >= 500) {
            return new Answer.Later(
                    said, response.headers().firstValue("Retry-After").flatMap(text -> after(text, now)));
        }
        return new Answer.Refused(said);
    }

    /** Seconds, or a date. */
    private static Optional<Duration> after(String text, Instant now) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseUnsignedLong(text.strip())));
        } catch (NumberFormatException e) {
            try {
                Instant at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(Duration.between(now, at)).filter(wait -> !wait.isNegative());
            } catch (DateTimeException other) {
                return Optional.empty();
            }
        }
    }

    /** Without a query, where tokens stand. */
    private String where() {
        return url.getScheme() + "://" + url.getAuthority() + url.getPath();
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return failure instanceof IOException && message != null && !message.isBlank() ? printable(message) : kind;
    }

    private static String printable(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return new String(ascii, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
    }

    @Override
    public void close() {
        // The client has no resources that outlive what it was asked.
    }
}
