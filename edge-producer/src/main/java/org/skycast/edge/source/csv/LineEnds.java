package org.skycast.edge.source.csv;

/**
 * Finds where lines end: with a line feed, a carriage return or both. One in quotes ends none, if the quotes are closed soon: loggers write no long cells, and a
 * quote that was left open must cost its own row and no other.
 */
final class LineEnds {

    /** As far as a cell in quotes may go on behind a line feed. */
    static final int CELL = 1000;

    /** Nothing ends in what is at hand, or it cannot be told yet. */
    static final int NONE = -1;

    private final CsvText text;

    LineEnds(CsvText text) {
        this.text = text;
    }

    /**
     * Where the line ends that begins at {@code from}, behind what ends it.
     *
     * @param isAll whether nothing comes behind {@code to} for now
     */
    int first(byte[] buffer, int from, int to, boolean isAll) {
        int unit = text.unit();
        boolean quoted = false;
        for (int end = from + unit; end <= to; end += unit) {
            boolean isReturn = text.is('\r', buffer, end);
            if (isReturn || text.is('\n', buffer, end)) {
                if (isReturn && end == to && !isAll) {
                    return NONE;
                }
                boolean isBoth = isReturn && end + unit <= to && text.is('\n', buffer, end + unit);
                end += isBoth ? unit : 0;
                int closed = quoted ? closing(buffer, end, to) : to;
                if (!quoted || closed < 0) {
                    return quoted && !isAll && to - end < CELL ? NONE : end;
                }
                end = closed;
                quoted = false;
            } else if (unit == 1 && buffer[end - 1] == '"') {
                if (!quoted) {
                    quoted = end - 1 == from || separates(buffer[end - 2]);
                } else if (end < to && buffer[end] == '"') {
                    end++;
                } else {
                    quoted = false;
                }
            }
        }
        return NONE;
    }

    /** Behind the quote that closes a cell which has gone on to {@code at}; negative where none does soon. */
    private static int closing(byte[] buffer, int at, int to) {
        int limit = Math.min(to, at + CELL);
        for (int i = at; i < limit; i++) {
            if (buffer[i] == '"') {
                if (i + 1 < limit && buffer[i + 1] == '"') {
                    i++;
                } else {
                    return i + 1 < to && separates(buffer[i + 1]) ? i + 1 : -1;
                }
            }
        }
        return -1;
    }

    private static boolean separates(byte one) {
        return one == ',' || one == ';' || one == '\t' || one == '|' || one == ' ' || one == '\n' || one == '\r';
    }
}
