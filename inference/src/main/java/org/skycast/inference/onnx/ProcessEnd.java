package org.skycast.inference.onnx;

import org.skycast.inference.BundleException;
import org.skycast.inference.ProcessEndsException;

/**
 * Whether this process is ending. ONNX Runtime closes what all its sessions need by a shutdown hook of its own, beside those that
 * wait for whoever still asks it; from then on networks cannot be opened.
 */
final class ProcessEnd {

    private ProcessEnd() {}

    static boolean hasBegun() {
        var hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            // Java takes no hooks once it runs them.
            return true;
        }
    }

    /** What ONNX Runtime's failure means: a network's, unless the process ends. */
    static RuntimeException failure(String sentence, Exception e) {
        return hasBegun() ? new ProcessEndsException(e) : new BundleException(sentence, e);
    }
}
