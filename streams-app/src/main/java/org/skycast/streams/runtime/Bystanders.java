package org.skycast.streams.runtime;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process where memory runs out in a thread that nothing replaces, such as the one that takes requests for the status
 * page or the one that restores stores: it would go on without it, and look alive. What runs the process starts it again, and
 * nothing is lost, for what was not committed is read again.
 */
public final class Bystanders implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Bystanders.class);
    private static final int FAILED = 1;

    private final IntConsumer halt;

    /** @param halt ends the process at once with an exit code; hooks would ask for memory that is not there */
    Bystanders(IntConsumer halt) {
        this.halt = halt;
    }

    /** From now on, for all threads of this process. */
    public static void watch() {
        Thread.setDefaultUncaughtExceptionHandler(
                new Bystanders(code -> Runtime.getRuntime().halt(code)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (isReplaced(thread.getName())) {
            return;
        }
        if (failure instanceof OutOfMemoryError) {
            LOG.error(
                    "Memory ran out ({}) in the thread {}, which nothing replaces; the process ends and must be started again. "
                            + "Give it more memory (-Xmx).",
                    failure.getMessage(),
                    thread.getName());
            halt.accept(FAILED);
        } else {
            LOG.error("The thread {} failed.", thread.getName(), failure);
        }
    }

    /** Stages replace their own threads, and say so; the page its answering ones. */
    private static boolean isReplaced(String thread) {
        return thread.contains("-StreamThread-") || thread.startsWith("status-page");
    }
}
