package org.skycast.streams.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.guard.Blame;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.guard.UnreadableValueException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record on which a step fails goes to the dead letters, is counted, and the next is taken; so does one that cannot be read
 * ({@link UnreadableRecords}). Where it was the broker or the
 * registry that did not answer ({@link Blame}), the task fails, and reads the record again. A failure's trace is logged once a
 * step and kind.
 */
public final class FailedRecords implements ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailedRecords.class);
    private static final int KINDS = 100;

    private final Set<String> traced = ConcurrentHashMap.newKeySet();
    private Optional<StageGuard> guard = Optional.empty();
    private DeadLetters letters = new DeadLetters(Topics.DEAD_LETTERS);
    private UnreadableRecords unreadable = new UnreadableRecords(Map.of());
    private @Nullable NowcastMetrics metrics;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (Blame.isExcused(exception)) {
            return Response.fail();
        }
        var at = new Origin(String.valueOf(context.topic()), context.partition(), context.offset());
        if (exception instanceof UnreadableValueException) {
            return Response.resume(
                    unreadable.letters(at, context.sourceRawKey(), wire(context, at), message(exception)));
        }
        if (metrics != null) {
            metrics.deadLetter(at.topic());
        }
        String message = Printable.cut("%s failed: %s".formatted(context.processorNodeId(), exception));
        LOG.error(
                "The record at {} is put aside: {}",
                UnreadableRecords.place(at),
                message,
                firstOfItsKind(context, exception));
        return Response.resume(letters.letter(at, "FAILED", message, context.sourceRawKey(), wire(context, at)));
    }

    private static String message(Exception exception) {
        return Printable.cut(String.valueOf(exception.getMessage()));
    }

    private @Nullable Exception firstOfItsKind(ErrorHandlerContext context, Exception exception) {
        String kind = context.processorNodeId() + exception.getClass();
        return traced.size() < KINDS && traced.add(kind) ? exception : null;
    }

    /** The bytes that came; Kafka Streams lets go of them once the record was sent as it is. */
    private byte @Nullable [] wire(ErrorHandlerContext context, Origin at) {
        byte[] raw = context.sourceRawValue();
        return raw != null ? raw : guard.flatMap(known -> known.wire(at)).orElse(null);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        guard = StageGuard.of(configs);
        letters = DeadLetters.of(configs);
        unreadable = new UnreadableRecords(configs);
        metrics = configs.get(NowcastMetrics.CONFIG) instanceof NowcastMetrics known ? known : null;
    }
}
