package org.skycast.streams.runtime;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.log.LogException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundlesUnavailableException;
import org.skycast.streams.topology.Envelope;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record on which a step fails goes to the dead letters, is counted, and the next is taken. Where it was the broker that did not
 * answer, the record is not to blame: the task fails, and reads it again. A failure's trace is logged once a step and kind.
 */
public final class FailedRecords implements ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailedRecords.class);
    private static final int KINDS = 100;

    private final LogAndFailProcessingExceptionHandler fail = new LogAndFailProcessingExceptionHandler();
    private final Set<String> traced = ConcurrentHashMap.newKeySet();
    private DeadLetters letters = new DeadLetters(Topics.DEAD_LETTERS);
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
        var at = new Origin(String.valueOf(context.topic()), context.partition(), context.offset());
        String message = Printable.cut("%s failed: %s".formatted(context.processorNodeId(), exception));
        LOG.error(
                "The record at {} is put aside: {}",
                UnreadableRecords.place(at),
                message,
                firstOfItsKind(context, exception));
        return Response.resume(letters.letter(at, "FAILED", message, context.sourceRawKey(), wire(context, record)));
    }

    private @Nullable Exception firstOfItsKind(ErrorHandlerContext context, Exception exception) {
        String kind = context.processorNodeId() + exception.getClass();
        return traced.size() < KINDS && traced.add(kind) ? exception : null;
    }

    /** The bytes that came; Kafka Streams lets go of them once something was sent of the record. */
    private static byte @Nullable [] wire(ErrorHandlerContext context, Record<?, ?> record) {
        byte[] raw = context.sourceRawValue();
        return raw == null && record.value() instanceof Envelope<?> envelope ? envelope.wire() : raw;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        fail.configure(configs);
        letters = DeadLetters.of(configs);
        metrics = configs.get(NowcastMetrics.CONFIG) instanceof NowcastMetrics known ? known : null;
    }
}
