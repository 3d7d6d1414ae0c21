package org.skycast.streams.guard;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.TaskId;
import org.rocksdb.RocksDBException;
import org.skycast.inference.ProcessEndsException;
import org.skycast.schemas.RegistryRefusal;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.UnreadableRecordException;
import org.skycast.streams.rollout.BundlesUnavailableException;
import org.skycast.text.Printable;

/** Whose fault a failure is: the record's that was being taken, or that of a broker, a registry or a disk. */
public final class Blame {

    /** Kafka Streams names the task whose output was refused in this sentence and nowhere else. */
    private static final Pattern SENDER = Pattern.compile("sending record to topic \\S+ for task (\\d+_\\d+) due to");

    private static final List<Class<? extends Throwable>> EXCUSED = List.of(
            RetriableException.class,
            InterruptException.class,
            WakeupException.class,
            AuthenticationException.class,
            AuthorizationException.class,
            ApplicationRecoverableException.class,
            TaskMigratedException.class,
            TaskCorruptedException.class,
            // What the registry refuses is the schema of this build, or whoever asks; a record that names a schema
            // which the registry does not have is found unreadable without this.
            RegistryRefusal.class,
            BundlesUnavailableException.class,
            ProcessEndsException.class,
            LogException.class,
            // Bytes that end too early are an IOException, too: only what networks alone throw is named.
            SocketException.class,
            InterruptedIOException.class,
            UnknownHostException.class,
            HttpTimeoutException.class,
            SSLException.class);

    private static final List<Class<? extends Throwable>> OWN_WORDS = List.of(
            RegistryUnavailableException.class,
            RegistryRefusal.class,
            BundlesUnavailableException.class,
            LogException.class);

    private Blame() {}

    /**
     * Whether no record is to blame: asked again, the same record may well pass. Kafka Streams wraps what fails at sources and
     * sinks, and whoever asks a broker or a registry wraps that once more, so all causes are looked at.
     */
    public static boolean isExcused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAway(cause) || isOfADisk(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a failure comes of the end of the process; whoever goes on in its place takes the same record. */
    public static boolean isOfTheEnd(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessEndsException) {
                return true;
            }
        }
        return false;
    }

    /** What a disk says that does not take what a stage keeps, if a failure is of that. */
    public static Optional<String> disk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfADisk(cause)) {
                return Optional.of(Printable.cut(String.valueOf(cause.getMessage())));
            }
        }
        return Optional.empty();
    }

    /** Stores fail by what is below them alone; others that write files have no class for it. */
    private static boolean isOfADisk(Throwable cause) {
        return cause instanceof RocksDBException
                || (cause instanceof IOException
                        && String.valueOf(cause.getMessage()).contains("No space left on device"));
    }

    private static boolean isAway(Throwable cause) {
        return EXCUSED.stream().anyMatch(kind -> kind.isInstance(cause))
                && !(cause instanceof CorruptRecordException)
                && !(cause instanceof UnreadableRecordException);
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

    /** Who did not answer, in one line: as Skycast itself says it where it was asking, else as whoever asked says it. */
    public static String excuse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable one = cause;
            if (OWN_WORDS.stream().anyMatch(kind -> kind.isInstance(one))) {
                return Printable.cut(String.valueOf(cause.getMessage()));
            }
        }
        return sentence(failure);
    }

    /** What happened, in one line. */
    public static String sentence(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return Printable.cut("%s: %s".formatted(root.getClass().getSimpleName(), root.getMessage()));
    }
}
