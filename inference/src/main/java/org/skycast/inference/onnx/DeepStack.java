package org.skycast.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a call on a thread with a deep stack. ONNX Runtime optimizes a network by recursion, whose depth varies with the
 * layout of memory; where it outgrew a Java thread's usual megabyte, the whole process died by SIGSEGV.
 *
 * <p>The thread is one for all calls, one after the other. The C library's malloc gives new threads arenas of their own,
 * and what a closed network leaves free in one is of no use to the next network in another: with a thread for each call,
 * the process grew with every reload.
 */
final class DeepStack {

    private static final long BYTES = 64L << 20;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(null, task, "onnx-session", BYTES);
        thread.setDaemon(true);
        return thread;
    });

    private DeepStack() {}

    /** A call into ONNX Runtime. */
    interface Call<T> {
        T call() throws OrtException;
    }

    /** @throws OrtException what the call throws */
    static <T> T call(Call<T> call) throws OrtException {
        Future<T> task = THREAD.submit(call::call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // The session must not be left to nobody; the caller is told afterwards.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException failure) {
                throw failure;
            }
            throw new IllegalStateException("ONNX Runtime failed while it opened a network.", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
