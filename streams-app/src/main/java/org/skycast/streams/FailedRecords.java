package org.skycast.streams;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.streams.rollout.BundlesUnavailableException;

/**
 * A record on which a step fails goes to the dead letters, and the next is taken. Where it was the broker that did not
 * answer, the record is not to blame: the task fails, and reads it again.
 */
public final class FailedRecords extends LogAndContinueProcessingExceptionHandler {

    private final LogAndFailProcessingExceptionHandler fail = new LogAndFailProcessingExceptionHandler();

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        return exception instanceof TimeoutException || exception instanceof BundlesUnavailableException
                ? fail.handleError(context, record, exception)
                : super.handleError(context, record, exception);
    }
}
