package org.skycast.edge.status;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an edge that runs on this computer how it is doing. */
public final class StatusQuestion {

    private StatusQuestion() {}

    /** What came of asking. */
    public sealed interface Outcome {}

    /** It answered. */
    public record Told(EdgeStatus status) implements Outcome {}

    /** It did not; why, in one sentence. */
    public record Silent(String why) implements Outcome {}

    /** Asks once, for at most {@code limit}. */
    public static Outcome ask(String address, int port, Duration limit) {
        if (port < 0) {
            return new Silent("The edge serves no status, for operation.httpPort is %d.".formatted(port));
        }
        // What listens on all addresses is asked on this one.
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        String url = "http://%s:%d/status".formatted(host.contains(":") ? "[" + host + "]" : host, port);
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(limit)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(limit)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? new Told(StatusJson.status(answer.body()))
                    : new Silent("What answers at %s says %d: %s"
                            .formatted(url, answer.statusCode(), answer.body().strip()));
        } catch (ConnectException e) {
            return new Silent("The edge does not run: nothing answers at %s.".formatted(url));
        } catch (IOException e) {
            return new Silent(
                    "What answers at %s is no edge (%s); check operation.httpPort.".formatted(url, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Silent("Interrupted while waiting for " + url + ".");
        }
    }
}
