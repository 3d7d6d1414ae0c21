package org.skycast.sandbox;

import java.util.HashMap;
import java.util.Map;
import org.skycast.edge.metrics.EdgeMetrics;

/** Shows the board: a table that is redrawn on a terminal, a line for each station whose forecast changed elsewhere. */
final class DemoScreen {

    private static final String HOME_AND_CLEAR = "\033[H\033[2J";

    private final boolean terminal;
    private final Map<String, DemoBoard.Row> shown = new HashMap<>();
    private long lastAcknowledged;
    private long lastShown = System.nanoTime();

    DemoScreen(boolean terminal) {
        this.terminal = terminal;
    }

    void show(DemoBoard board, EdgeMetrics edge) {
        if (!terminal) {
            board.rows().forEach((station, row) -> {
                if (!row.equals(shown.put(station, row))) {
                    System.out.println(DemoTable.line(station, row));
                }
            });
            board.told().forEach(System.out::println);
            return;
        }
        long acknowledged = edge.counts().getOrDefault("acknowledged", 0L);
        long now = System.nanoTime();
        double perSecond = (acknowledged - lastAcknowledged) / Math.max(1e-3, (now - lastShown) / 1e9);
        lastAcknowledged = acknowledged;
        lastShown = now;
        System.out.print(HOME_AND_CLEAR
                + DemoTable.table(
                        board.rows(),
                        board::openAt,
                        edge.newestFrames(),
                        edge.newestReadings(),
                        perSecond,
                        board.forecastsInAll()));
        System.out.flush();
    }
}
