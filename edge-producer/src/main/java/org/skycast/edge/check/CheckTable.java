package org.skycast.edge.check;

import java.util.List;
import org.skycast.edge.status.StatusJson;
import org.skycast.text.Printable;

/** Findings as people and programs read them. */
public final class CheckTable {

    private CheckTable() {}

    /** A table: subject, state, what was seen. */
    public static String text(List<Check.Row> rows) {
        int widest = rows.stream().mapToInt(row -> row.subject().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        for (Check.Row row : rows) {
            table.append(("%-" + Math.max(1, widest) + "s  %-6s  %s%n")
                    .formatted(
                            row.subject(),
                            row.finding().state(),
                            Printable.of(row.finding().seen().strip().replaceAll("\\s+", " "))));
        }
        long failed = rows.stream()
                .filter(r -> r.finding() instanceof CheckFinding.Failed)
                .count();
        long warnings = rows.stream()
                .filter(r -> r.finding() instanceof CheckFinding.Warn)
                .count();
        return table.append("%d looked at, %d failed, %d to be known.%n".formatted(rows.size(), failed, warnings))
                .toString();
    }

    private record Line(String subject, String state, String seen) {}

    private record Document(boolean passed, List<Line> rows) {}

    /** One line of JSON: whether it passed, and the rows. */
    public static String json(List<Check.Row> rows) {
        return StatusJson.write(new Document(
                Check.passed(rows),
                rows.stream()
                        .map(row -> new Line(
                                row.subject(),
                                row.finding().state(),
                                row.finding().seen()))
                        .toList()));
    }
}
