package org.skycast.streams.runtime;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.metrics.NowcastMetrics;

/**
 * A record that cannot be read goes to the dead letters, and the stream goes on. Where it is the registry that does not
 * answer, the record is not at fault: the task fails, and reads it again when it is restarted.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    private final LogAndContinueExceptionHandler deadLetters = new LogAndContinueExceptionHandler();
    private @Nullable NowcastMetrics metrics;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return Response.fail();
            }
        }
        if (metrics != null) {
            metrics.deadLetter(record.topic());
        }
        return deadLetters.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters.configure(configs);
        metrics = configs.get(NowcastMetrics.CONFIG) instanceof NowcastMetrics known ? known : null;
    }
}
