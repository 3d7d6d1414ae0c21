package org.skycast.edge.source.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.report.Total;

/**
 * The last row that was taken. It is known again by its bytes, in whatever file they are by now: a row holds its time, so no
 * two files have the same one at the same place.
 *
 * @param start of the row in its file, in bytes; of what a zipped file holds
 * @param end of the row
 * @param print eight bytes of the row's SHA-256, in hexadecimal
 * @param at the row's time, in milliseconds since 1970
 * @param header of the file, since one that was cut short in place goes on without
 * @param separator between its cells; null in what an earlier version kept, which knew commas alone
 * @param totals where counters stood, by field
 */
record CsvPosition(
        long start,
        long end,
        String print,
        long at,
        List<String> header,
        @Nullable String separator,
        Map<String, Total> totals) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    CsvPosition {
        header = List.copyOf(header);
        totals = Map.copyOf(Total.byField(totals));
    }

    /** What a row's bytes are told by. */
    static String print(byte[] row) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(row);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    CsvPosition at(long time) {
        return new CsvPosition(start, end, print, time, header, separator, totals);
    }

    CsvPosition with(Map<String, Total> now) {
        return new CsvPosition(start, end, print, at, header, separator, now);
    }

    /** As the spool keeps it. */
    String item() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the spool kept, unless it is the number of a row, as it was before files could be rotated. */
    static Optional<CsvPosition> of(String item) {
        try {
            return item.startsWith("{") ? Optional.of(JSON.readValue(item, CsvPosition.class)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The spool's position '%s' of a CSV file cannot be read.".formatted(item), e);
        }
    }
}
