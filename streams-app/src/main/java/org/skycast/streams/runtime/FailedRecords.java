package org.skycast.streams.runtime;

import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.streams.log.LogException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundlesUnavailableException;

/**
 * A record on which a step fails goes to the dead letters, is counted, and the next is taken. Where it was the broker that did not
 * answer, the record is not to blame: the task fails, and reads it again.
 */
public final class FailedRecords extends LogAndContinueProcessingExceptionHandler {

    private final LogAndFailProcessingExceptionHandler fail = new LogAndFailProcessingExceptionHandler();
    private @Nullable NowcastMetrics metrics;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof TimeoutException
                || exception instanceof LogException
                || exception instanceof BundlesUnavailableException) {
            return fail.handleError(context, record, exception);
        }
        if (metrics != null) {
            metrics.deadLetter(String.valueOf(context.topic()));
        }
        return super.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        metrics = configs.get(NowcastMetrics.CONFIG) instanceof NowcastMetrics known ? known : null;
    }
}
