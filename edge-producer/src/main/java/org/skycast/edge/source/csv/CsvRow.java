package org.skycast.edge.source.csv;

import java.util.List;
import java.util.Map;

/**
 * A row of a CSV file.
 *
 * @param cells by column; none where the row does not fit its header
 * @param text for messages
 * @param time what it says of its time, or why it does not fit
 * @param position of the row, without totals; its time is {@link Long#MIN_VALUE} where it has none that can be used
 */
record CsvRow(Map<String, String> cells, String text, RowTime time, CsvPosition position) {

    private static final int SHOWN = 80;

    /** @param last the time of the row before, in milliseconds since 1970; {@link Long#MIN_VALUE} before the first */
    static CsvRow of(CsvFile.Line line, CsvHeader header, CsvForm form, long last) {
        CsvHeader.Fit fit = form.fit(line.text(), header);
        if (fit instanceof CsvHeader.Fit.Fits fits) {
            return of(line, header, fits.cells(), form.time(fits.cells(), last));
        }
        return of(line, header, Map.of(), new RowTime.Unreadable(((CsvHeader.Fit.Unfit) fit).why()));
    }

    private static CsvRow of(CsvFile.Line line, CsvHeader header, Map<String, String> cells, RowTime time) {
        long at = time instanceof RowTime.At known ? known.at().toEpochMilli() : Long.MIN_VALUE;
        List<String> names = header.least().isPresent() ? List.of() : header.names();
        String separator = String.valueOf(header.separator());
        var position = new CsvPosition(
                line.start(), line.end(), CsvPosition.print(line.bytes()), at, names, separator, Map.of());
        return new CsvRow(cells, shown(line.text()), time, position);
    }

    private static String shown(String text) {
        String clean = text.strip().replaceAll("\\p{Cntrl}+", "·");
        return clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean;
    }

    CsvRow at(long newest) {
        return new CsvRow(cells, text, time, position.at(newest));
    }
}
