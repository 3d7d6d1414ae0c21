package org.skycast.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skycast.edge.metrics.EdgeMetrics;

/** Shows the board: a table that is drawn over itself on a terminal, a line for each station whose forecast changed elsewhere. */
final class DemoScreen {

    /** Over what stands there, and no clearing in between: that flickers. */
    private static final String HOME = "\033[H";

    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    private final boolean terminal;
    private final DemoTable table;
    private final DemoPace pace;
    private final InstantSource clock;
    private final Map<String, DemoBoard.Row> shown = new HashMap<>();
    private String toldPace = "";
    private long lastAcknowledged;
    private long lastShown = System.nanoTime();

    DemoScreen(boolean terminal, DemoTable table, DemoPace pace, InstantSource clock) {
        this.terminal = terminal;
        this.table = table;
        this.pace = pace;
        this.clock = clock;
    }

    void show(DemoBoard board, EdgeMetrics edge, boolean isExhausted) {
        List<String> told = board.told();
        Instant now = clock.instant();
        Map<String, Instant> readings = edge.newestReadings();
        String sentence = pace.at(readings.values(), isExhausted, now);
        if (!terminal) {
            board.rows().forEach((station, row) -> {
                if (!row.equals(shown.put(station, row))) {
                    System.out.println(DemoTable.line(station, row));
                }
            });
            told.forEach(System.out::println);
            tellOnce(sentence);
            return;
        }
        System.out.print(drawn(table.lines(board, readings, sentence, perSecond(edge), now)));
        System.out.flush();
    }

    /** That it has caught up, or is at the end; that it goes on is seen. */
    private void tellOnce(String sentence) {
        boolean isNews = sentence.startsWith("Caught up") || sentence.startsWith("All ");
        if (isNews && !sentence.equals(toldPace)) {
            System.out.println(sentence);
            toldPace = sentence;
        }
    }

    private double perSecond(EdgeMetrics edge) {
        long acknowledged = edge.counts().getOrDefault("acknowledged", 0L);
        long now = System.nanoTime();
        double perSecond = (acknowledged - lastAcknowledged) / Math.max(1e-3, (now - lastShown) / 1e9);
        lastAcknowledged = acknowledged;
        lastShown = now;
        return perSecond;
    }

    static String drawn(List<String> lines) {
        var frame = new StringBuilder(HOME);
        lines.forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
        return frame.append(CLEAR_BELOW).toString();
    }
}
