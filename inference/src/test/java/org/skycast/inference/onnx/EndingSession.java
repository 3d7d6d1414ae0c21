package org.skycast.inference.onnx;

import java.time.Duration;
import org.skycast.inference.BundleException;
import org.skycast.inference.ProcessEndsException;

/** Opens networks while its process ends, as a stage does that is told to stop; says how that failed, if it did. */
final class EndingSession {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private EndingSession() {}

    private static void open() {
        try (PinnedSession session =
                PinnedSession.open("identity.onnx", OnnxFile.identity(), OnnxFile.INPUT, OnnxFile.OUTPUT)) {
            session.run();
        }
    }

    private static void openUntilItFails() {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                open();
            } catch (ProcessEndsException e) {
                System.out.println("for the process ends");
                return;
            } catch (BundleException e) {
                System.out.println("for the network: " + e.getMessage());
                return;
            }
        }
        System.out.println("never");
    }

    /** Ends itself. */
    public static void main(String[] arguments) {
        open();
        Runtime.getRuntime().addShutdownHook(new Thread(EndingSession::openUntilItFails));
        System.exit(0);
    }
}
