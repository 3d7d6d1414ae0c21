package org.skycast.edge.source.csv;

import static org.skycast.edge.source.csv.OddLog.COLUMNS;
import static org.skycast.edge.source.csv.OddLog.RAIN;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Logs after what people who run weather stations report of theirs, each with what it ought to say. */
final class OddLogs {

    private OddLogs() {}

    static List<OddLog> all() {
        return Stream.of(shapes(), dialects(), encodings(), times(), zones(), counters(), ForeignLogs.all())
                .flatMap(List::stream)
                .toList();
    }

    private static String rows(String... rows) {
        return String.join("\n", rows) + "\n";
    }

    private static final String FIRST = "2026-06-01T12:00:00Z,12.3,67,1012.4";
    private static final String LAST = "2026-06-01T12:10:00Z,12.5,65,1012.2";
    private static final String FIRST_SAID = "01T12:00 t12.3 h67 p1012.4";
    private static final String LAST_SAID = "01T12:10 t12.5 h65 p1012.2";

    private static OddLog between(String name, String... rows) {
        return OddLog.of(
                name,
                COLUMNS,
                rows("time,temp,rh,pressure", FIRST, String.join("\n", rows), LAST),
                FIRST_SAID,
                LAST_SAID);
    }

    private static List<OddLog> shapes() {
        String header = "time,temp,rh,pressure";
        return List.of(
                OddLog.of("plain", COLUMNS, rows(header, FIRST, LAST), FIRST_SAID, LAST_SAID),
                OddLog.of("commaForBoth", COLUMNS, rows(header, "2026-06-01T12:00:00Z,12,3,67,0,1012,4")),
                between("columnPutIn", "2026-06-01T12:05:00Z,6.1,12.3,67,1012.4"),
                between("rowCutShort", "2026-06-01T12:05:00Z,12"),
                between("quoteLeftOpen", "\"2026-06-01T12:05:00Z,12.3,67,1012.4"),
                between("quoteLeftOpenInACell", "2026-06-01T12:05:00Z,\"12.3,67,1012.4"),
                between("yearFarAhead", "2036-02-07T06:28:16Z,12.3,67,1012.4"),
                between("anHourAhead", "2026-06-02T13:00:00Z,12.3,67,1012.4"),
                between("headerAgain", header),
                between("zerosOfACrash", "\0".repeat(2000)),
                OddLog.of(
                        "headerOfAnotherOrder",
                        COLUMNS,
                        rows(header, FIRST, "time,dew,rh,temp,pressure", "2026-06-01T12:10:00Z,6.1,65,12.5,1012.2"),
                        FIRST_SAID,
                        LAST_SAID),
                OddLog.of(
                        "columnNamedAnew",
                        COLUMNS,
                        rows(header, FIRST, "time,dew,rh,pressure", "2026-06-01T12:10:00Z,6.1,65,1012.2"),
                        FIRST_SAID,
                        "01T12:10 h65 p1012.2"),
                OddLog.of("twoOfOneName", COLUMNS, rows("time,temp,rh,pressure,temp", FIRST + ",21.9")),
                OddLog.of("linesBeforeTheHeader", COLUMNS, rows("My station", "", header, FIRST), FIRST_SAID),
                OddLog.of(
                        "commasAtTheEnd", COLUMNS, rows(header + ",", FIRST + ",,", LAST + ","), FIRST_SAID, LAST_SAID),
                OddLog.of(
                        "newestFirst",
                        COLUMNS,
                        rows(header, LAST, FIRST, "2026-06-01T11:50:00Z,,,", "2026-06-01T11:40:00Z,,,"),
                        LAST_SAID,
                        FIRST_SAID,
                        "01T11:50",
                        "01T11:40"));
    }

    private static List<OddLog> dialects() {
        String semicolons = rows("time;temp;rh;pressure", "2026-06-01 12:00;12,3;67,0;1012,4");
        return List.of(
                OddLog.of("semicolonsAndDecimalCommas", COLUMNS, semicolons, FIRST_SAID),
                OddLog.of(
                        "dialectSaid",
                        "timeColumn: Date, separator: ';', decimal: ',', timeFormat: dd/MM/yyyy HH:mm, zone: Europe/Oslo, "
                                + COLUMNS,
                        rows("Date;temp;rh;pressure", "01/06/2026 14:00;12,3;67,0;1.012,4"),
                        FIRST_SAID),
                OddLog.of(
                        "dayOrMonthFirst",
                        "timeColumn: Date, " + COLUMNS,
                        rows("Date;temp;rh;pressure", "01/06/2026 12:00;12,3;67,0;1012,4")),
                OddLog.of("tabs", COLUMNS, rows("time\ttemp\trh\tpressure", FIRST.replace(',', '\t')), FIRST_SAID),
                OddLog.of(
                        "blanks",
                        COLUMNS,
                        rows("time  temp rh  pressure", " " + FIRST.replace(",", "   ")),
                        FIRST_SAID),
                OddLog.of(
                        "blanksAroundNames",
                        COLUMNS,
                        rows("time, temp , rh, pressure", FIRST.replace(",", ", ")),
                        FIRST_SAID),
                OddLog.of(
                        "quotedDecimalCommas",
                        COLUMNS,
                        rows("time,temp,rh,pressure", "2026-06-01T12:00Z,\"12,3\",67,\"1012,4\""),
                        FIRST_SAID),
                OddLog.of(
                        "missingSaid",
                        "missing: [-99.9, n/a], " + COLUMNS,
                        rows("time,temp,rh,pressure", "2026-06-01T12:00Z,-99.90,N/A,1012.4"),
                        "01T12:00 p1012.4"),
                OddLog.of(
                        "wordsForMissing",
                        COLUMNS,
                        rows("time,temp,rh,pressure", "2026-06-01T12:00Z,---,None,1012.4"),
                        "01T12:00 p1012.4"),
                OddLog.of(
                        "humidityAboveAHundred",
                        COLUMNS,
                        rows(
                                "time,temp,rh,pressure",
                                "2026-06-01T12:00Z,12.3,100.3,1012.4",
                                "2026-06-01T12:10Z,12.5,105,1012.2"),
                        "01T12:00 t12.3 h100 p1012.4",
                        "01T12:10 t12.5 h100 p1012.2"));
    }

    private static List<OddLog> encodings() {
        String named = "columns: { air_temperature: { column: Temp (°C), units: degC } }";
        String degrees = rows("time,Temp (°C)", "2026-06-01T12:00Z,12.3");
        String plain = rows("time,temp,rh,pressure", FIRST, LAST);
        return List.of(
                OddLog.of("latin1", named, degrees, "01T12:00 t12.3").in(StandardCharsets.ISO_8859_1),
                OddLog.of("utf8WithMark", named, "\ufeff" + degrees, "01T12:00 t12.3"),
                OddLog.of("utf16WithMark", named, "\ufeff" + degrees, "01T12:00 t12.3")
                        .in(StandardCharsets.UTF_16LE),
                OddLog.of("utf16WithoutMark", COLUMNS, plain, FIRST_SAID, LAST_SAID)
                        .in(StandardCharsets.UTF_16LE),
                OddLog.of("utf16BigEndian", named, "\ufeff" + degrees, "01T12:00 t12.3")
                        .in(StandardCharsets.UTF_16BE),
                OddLog.of("encodingSaid", "encoding: ISO-8859-1, " + named, degrees, "01T12:00 t12.3")
                        .in(StandardCharsets.ISO_8859_1));
    }

    private static OddLog time(String name, String keys, String time, String... right) {
        return OddLog.of(name, keys + COLUMNS, rows("time,temp,rh,pressure", time + ",12.3,67,1012.4"), right);
    }

    private static List<OddLog> times() {
        return List.of(
                time("compactTime", "", "20260601120000", FIRST_SAID),
                time("compactTimeWithoutSeconds", "", "202606011200", FIRST_SAID),
                time("secondsSince1970", "", "1780315200", FIRST_SAID),
                time("millisecondsSince1970", "", "1780315200000", FIRST_SAID),
                time("dayAlone", "", "20260601"),
                time("smallNumber", "", "1234"),
                time("spreadsheetNotSaid", "", "46174.500000"),
                time("spreadsheetSaid", "timeFormat: spreadsheet, ", "46174.503472", "01T12:05 t12.3 h67 p1012.4"),
                time("endOfTheDay", "", "2026-06-01 24:00", "02T00:00 t12.3 h67 p1012.4"),
                time("withoutZeros", "", "2026-6-1 9:5:1", "01T09:05:01 t12.3 h67 p1012.4"),
                time("daysWithDots", "", "01.06.2026 12:00", FIRST_SAID),
                time(
                        "twelveHours",
                        "timeFormat: 'M/d/yy h:mm a', zone: America/New_York, ",
                        "6/1/26 8:00 AM",
                        FIRST_SAID),
                time("unpaddedUnderAPaddedForm", "timeFormat: dd/MM/yyyy HH:mm, ", "1/6/2026 12:0", FIRST_SAID),
                OddLog.of(
                        "dayAndTimeApart",
                        "timeColumn: [date, clock], " + COLUMNS,
                        rows("date,clock,temp,rh,pressure", "2026-06-01,12:00,12.3,67,1012.4"),
                        FIRST_SAID));
    }

    private static List<OddLog> zones() {
        String temp = "columns: { air_temperature: { column: temp, units: degC } }";
        return List.of(
                OddLog.of(
                        "hourThatComesTwice",
                        "zone: Europe/Oslo, " + temp,
                        rows(
                                "time,temp",
                                "2025-10-26 01:30,1",
                                "2025-10-26 02:00,2",
                                "2025-10-26 02:30,3",
                                "2025-10-26 02:00,4",
                                "2025-10-26 02:30,5",
                                "2025-10-26 03:00,6"),
                        "2025-10-25T23:30 t1",
                        "2025-10-26T00:00 t2",
                        "2025-10-26T00:30 t3",
                        "2025-10-26T01:00 t4",
                        "2025-10-26T01:30 t5",
                        "2025-10-26T02:00 t6"),
                OddLog.of(
                        "hourThatDoesNotCome",
                        "zone: Europe/Oslo, " + temp,
                        rows("time,temp", "2026-03-29 01:30,1", "2026-03-29 02:30,2", "2026-03-29 04:30,3"),
                        "2026-03-29T00:30 t1",
                        "2026-03-29T01:30 t2",
                        "2026-03-29T02:30 t3"),
                // Seven hours behind what is written now.
                OddLog.of(
                        "localTimesWest",
                        temp,
                        rows("time,temp", "2026-06-02 04:40,9.1", "2026-06-02 04:45,9.2"),
                        "02T04:40 t9.1",
                        "02T04:45 t9.2"),
                OddLog.of("localTimesEast", temp, rows("time,temp", "2026-06-02 13:40,9.1", "2026-06-02 13:45,9.2")));
    }

    private static OddLog rain(String name, String counter, String... added) {
        StringBuilder text = new StringBuilder("time,rain\n");
        String[] shown = counter.split(" ");
        String[] right = new String[shown.length];
        for (int i = 0; i < shown.length; i++) {
            text.append("2026-06-01T12:%02d:00Z,%s\n".formatted(5 * i, shown[i]));
            right[i] = ("01T12:%02d %s".formatted(5 * i, added[i])).strip();
        }
        return OddLog.of(name, RAIN, text.toString(), right);
    }

    private static List<OddLog> counters() {
        return List.of(
                rain("counterAtMidnight", "8.2 8.4 0 0.2", "", "r0.2", "r0", "r0.2"),
                rain("negativeSentinelInACounter", "12 12 -99 12 -9999 12.2", "", "r0", "", "r0", "", "r0.2"),
                rain("sentinelOfNines", "12 9999 12 12.2", "", "", "r0", "r0.2"),
                rain("counterThatFallsAndComesBack", "115 115 49 115 115.2", "", "r0", "", "r0", "r0.2"),
                rain("counterThatWavers", "7.2 7 7.2 7.4", "", "r0", "r0", "r0.2"));
    }
}
