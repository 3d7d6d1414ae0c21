package org.skycast.sandbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.skycast.edge.EdgeApp;

/**
 * Watches what comes out and shows it.
 *
 * @param isEnding whether the process is asked to end
 */
record DemoWatch(
        EdgeApp edge,
        OutputWatch output,
        DemoProgress progress,
        DemoBoard board,
        DemoScreen screen,
        BooleanSupplier isEnding) {

    private static final Duration LOOK = Duration.ofMillis(500);

    /**
     * Until so many forecasts have come, what was recorded has come out, or the process is asked to end.
     *
     * @param most forecasts; below 0 for any number
     * @param stay goes on when what was recorded has come out
     */
    void run(long most, boolean stay) throws InterruptedException {
        boolean isExhausted = false;
        boolean isOut = false;
        while (!isEnding.getAsBoolean() && (most < 0 || board.forecastsInAll() < most)) {
            output.poll(LOOK);
            isExhausted = isExhausted || edge.awaitExhausted(Duration.ZERO);
            isOut = isOut || (isExhausted && progress.isCaughtUp() && output.isAtEnd());
            screen.show(board, edge.metrics(), isOut);
            if (isOut && !stay) {
                return;
            }
        }
    }
}
