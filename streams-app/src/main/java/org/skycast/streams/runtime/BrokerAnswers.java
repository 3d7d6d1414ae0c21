package org.skycast.streams.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.skycast.streams.StartupException;

/** What the broker answers an administrator. */
public final class BrokerAnswers {

    private static final long SECONDS = 20;

    private BrokerAnswers() {}

    /** @throws StartupException in one sentence if the broker refuses, with its reason as the cause, or does not answer */
    public static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException("The broker refused: %s".formatted(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new StartupException(
                    "The broker did not answer within %d s; check bootstrap.servers and that it runs."
                            .formatted(SECONDS),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while waiting for the broker.", e);
        }
    }
}
