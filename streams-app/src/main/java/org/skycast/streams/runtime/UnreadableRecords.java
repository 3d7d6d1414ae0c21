package org.skycast.streams.runtime;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.guard.SetAside;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.stage.Stage;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that cannot be read goes to the dead letters, and the stream goes on. Where it is the registry that does not
 * answer, the record is not at fault: the task fails, and reads it again when it is restarted. Of a topic that several
 * stages read, one puts its records aside and counts them; the others pass them over.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecords.class);

    private Optional<StageGuard> guard = Optional.empty();
    private DeadLetters letters = new DeadLetters(Topics.DEAD_LETTERS);
    private @Nullable Stage stage;
    private @Nullable NowcastMetrics metrics;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return Response.fail();
            }
        }
        var at = new Origin(record.topic(), record.partition(), record.offset());
        guard.ifPresent(known -> known.handled(at));
        SetAside aside = guard.flatMap(known -> known.takeAside(at))
                .orElseGet(
                        () -> new SetAside(SetAside.Why.UNREADABLE, message(exception), record.key(), record.value()));
        boolean isOwnDeath = aside.why() == SetAside.Why.PASSED_OVER;
        if (stage != null && !stage.answersFor(record.topic()) && !isOwnDeath) {
            return Response.resume();
        }
        if (metrics != null) {
            metrics.deadLetter(record.topic());
            if (isOwnDeath) {
                metrics.passedOver(record.topic());
            }
        }
        LOG.warn("The record at {} is put aside as {}: {}", place(at), aside.why(), aside.detail());
        return Response.resume(letters.letter(at, aside.why().name(), aside.detail(), aside.key(), aside.value()));
    }

    private static String message(Exception exception) {
        return Printable.cut(String.valueOf(exception.getMessage()));
    }

    static String place(Origin at) {
        return "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
    }

    @Override
    public void configure(Map<String, ?> configs) {
        guard = StageGuard.of(configs);
        letters = DeadLetters.of(configs);
        stage = configs.get(RunningStage.CONFIG) instanceof Stage known ? known : null;
        metrics = configs.get(NowcastMetrics.CONFIG) instanceof NowcastMetrics known ? known : null;
    }
}
