package org.skycast.streams.guard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.TaskId;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.UnreadableRecordException;
import org.skycast.streams.rollout.BundlesUnavailableException;
import org.skycast.text.Printable;

/** Whose fault a failure is: the record's that was being taken, or that of a broker or registry that does not answer. */
final class Blame {

    /** Kafka Streams names the task whose output was refused in this sentence and nowhere else. */
    private static final Pattern SENDER = Pattern.compile("sending record to topic \\S+ for task (\\d+_\\d+) due to");

    private Blame() {}

    /** Whether no record is to blame: asked again, the same record may well pass. */
    static boolean isExcused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ((cause instanceof RetriableException && !(cause instanceof CorruptRecordException))
                    || cause instanceof InterruptException
                    || cause instanceof WakeupException
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof TaskMigratedException
                    || cause instanceof TaskCorruptedException
                    || cause instanceof BundlesUnavailableException
                    || (cause instanceof LogException && !(cause instanceof UnreadableRecordException))) {
                return true;
            }
        }
        return false;
    }

    /** The task that failed, if the failure says which. */
    static Optional<TaskId> task(Throwable failure) {
        Optional<TaskId> named = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher sender = SENDER.matcher(String.valueOf(cause.getMessage()));
            if (sender.find()) {
                return Optional.of(TaskId.parse(sender.group(1)));
            }
            if (named.isEmpty() && cause instanceof StreamsException known) {
                named = known.taskId();
            }
        }
        return named;
    }

    /** Whether a failure is another, or came of it. */
    static boolean comesOf(Throwable failure, Throwable origin) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause == origin) {
                return true;
            }
        }
        return false;
    }

    /** What happened, in one line. */
    static String sentence(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return Printable.cut("%s: %s".formatted(root.getClass().getSimpleName(), root.getMessage()));
    }
}
