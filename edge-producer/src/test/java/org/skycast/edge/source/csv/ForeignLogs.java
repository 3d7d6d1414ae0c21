package org.skycast.edge.source.csv;

import static org.skycast.edge.source.csv.OddLog.COLUMNS;
import static org.skycast.edge.source.csv.OddLog.RAIN;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Logs as spreadsheets, loggers of other makes and old programs write them, each with what it ought to say. */
final class ForeignLogs {

    private static final String HEADER = "time,temp,rh,pressure\n";
    private static final String TWO = HEADER + "2026-06-01T12:00Z,12.3,67,1012.4\n2026-06-01T12:10Z,12.5,65,1012.2\n";
    private static final String FIRST_SAID = "01T12:00 t12.3 h67 p1012.4";
    private static final String LAST_SAID = "01T12:10 t12.5 h65 p1012.2";

    private ForeignLogs() {}

    static List<OddLog> all() {
        return Stream.of(lines(), numbers(), times(), names(), withoutHeader())
                .flatMap(List::stream)
                .toList();
    }

    private static OddLog two(String name, String text) {
        return OddLog.of(name, COLUMNS, text, FIRST_SAID, LAST_SAID);
    }

    private static List<OddLog> lines() {
        return List.of(
                two("returnsAlone", TWO.replace('\n', '\r')),
                two("returnsAndFeeds", TWO.replace("\n", "\r\n")),
                two("returnsTwice", TWO.replace("\n", "\r\r\n")),
                two("returnsAloneInTwoBytes", "\ufeff" + TWO.replace('\n', '\r'))
                        .in(StandardCharsets.UTF_16LE),
                two("unitsBelowTheHeader", TWO.replace(HEADER, HEADER + "UTC,degC,%,hPa\n")),
                two("commentBelowTheHeader", TWO.replace(HEADER, HEADER + "# by logger A\n")),
                two("separatorAboveTheHeader", "sep=,\n" + TWO),
                OddLog.of(
                        "campbell",
                        "timeColumn: TIMESTAMP, columns: { air_temperature: { column: AirTC_Avg, units: degC } }",
                        """
                        "TOA5","Station","CR1000","1234","CR1000.Std.32","CPU:prog.CR1","5678","TenMin"
                        "TIMESTAMP","RECORD","AirTC_Avg"
                        "TS","RN","Deg C"
                        "","","Avg"
                        "2026-06-01 12:00:00",1,12.3
                        "2026-06-01 12:10:00",2,"NAN"
                        """,
                        "01T12:00 t12.3",
                        "01T12:10"),
                OddLog.of("noValueAnywhere", COLUMNS, HEADER + "2026-06-01T12:00Z,a,b,c\n", "01T12:00"));
    }

    private static OddLog semicolons(String name, String... rows) {
        return two(name, "time;temp;rh;pressure\n" + String.join("\n", rows) + "\n");
    }

    private static List<OddLog> numbers() {
        return List.of(
                OddLog.of(
                        "thousandsWithCommas",
                        COLUMNS,
                        HEADER + "\"2026-06-01 12:00\",\"12.3\",\"67\",\"1,012\"\n",
                        "01T12:00 t12.3 h67 p1012"),
                OddLog.of(
                        "thousandsWithPoints",
                        COLUMNS,
                        "time;temp;rh;pressure\n2026-06-01 12:00;12,3;67;1.012\n",
                        "01T12:00 t12.3 h67 p1012"),
                semicolons(
                        "thousandsWithPointsAndFractions",
                        "2026-06-01 12:00;12,3;67;1.012,4",
                        "2026-06-01 12:10;12,5;65;1.012,2"),
                OddLog.of(
                        "minusOfATypographer",
                        COLUMNS,
                        HEADER + "2026-06-01T12:00Z,\u22125.2,67,1012.4\n",
                        "01T12:00 t-5.2 h67 p1012.4"));
    }

    private static List<OddLog> times() {
        return List.of(
                OddLog.of(
                        "secondsThatTheFormDoesNotName",
                        "timeFormat: M/d/yyyy h:mm a, " + COLUMNS,
                        HEADER + "6/1/2026 12:00 PM,12.3,67,1012.4\n6/1/2026 12:10:00 PM,12.5,65,1012.2\n",
                        FIRST_SAID,
                        LAST_SAID),
                OddLog.of(
                        "otherSignsBetweenDays",
                        "timeFormat: dd/MM/yyyy HH:mm, " + COLUMNS,
                        HEADER + "01.06.2026 12:00,12.3,67,1012.4\n01-06-2026 12:10,12.5,65,1012.2\n",
                        FIRST_SAID,
                        LAST_SAID),
                two(
                        "clockThatBeginsIn1970And2000",
                        TWO.replace(
                                HEADER, HEADER + "1970-01-01 00:02,12.3,67,1012.4\n2000-01-01 00:02,12.3,67,1012.4\n")),
                two(
                        "secondsFarAhead",
                        HEADER + "1780315200,12.3,67,1012.4\n2085978496,9,9,900\n1780315800,12.5,65,1012.2\n"));
    }

    private static List<OddLog> names() {
        return List.of(
                two("namesInCapitals", TWO.replace("time,temp,rh,pressure", "Time,TEMP,Rh,Pressure")),
                OddLog.of(
                        "unitsWrittenOtherwise",
                        "columns: { air_temperature: { column: Temp (°C), units: degC },"
                                + " wind_from_direction: { column: Dir (°), units: degree } }",
                        "time,Temp(℃),Dir (º)\n2026-06-01T12:00Z,12.3,180\n",
                        "01T12:00 t12.3 f180"),
                OddLog.of(
                        "ecowittInFullWords",
                        "map: ecowitt-csv, zone: Europe/Oslo",
                        "Time,Outdoor Temperature (°C),Wind Speed(km/h),Wind Gust(km/h),Absolute Pressure(hPa),Solar Radiation(W/m²)\n"
                                + "2026/06/01 14:00,12.3,3.6,7.2,1000.0,500\n",
                        "01T12:00 t12.3 p1000 w1 g2 s500"),
                OddLog.of(
                        "namesThatDifferByCase",
                        "columns: { air_temperature: { column: T, units: degC } }",
                        "time,t,T\n2026-06-01T12:00Z,1,2\n",
                        "01T12:00 t2"));
    }

    private static OddLog cumulus(String name, String keys, String text, String... right) {
        return OddLog.of(name, "map: cumulus-metric, zone: Europe/Paris" + keys, text, right);
    }

    private static List<OddLog> withoutHeader() {
        String row = "01/06/26,14:00,14.3,74,9.6,3.6,10.8,173,0.0,0.9,1005.5,568.8,24.0,46,1.6,14.3";
        String said = "01T12:00 t14.3 d9.6 h74 w1 g3 f173";
        return List.of(
                cumulus(
                        "cumulusWithoutSun",
                        "",
                        row + "\n" + row.replace("14:00", "14:10") + "\n",
                        said,
                        "01T12:10" + said.substring(8) + " r0"),
                cumulus(
                        "cumulusWithHyphensAndCommas",
                        "",
                        row.replace(',', ';').replace('.', ',').replace('/', '-') + "\n",
                        said),
                cumulus(
                        "cumulusRowsRunTogether",
                        "",
                        row + ",14.3,0.0,512\n" + row.substring(0, 23) + row.replace("14:00", "14:10")
                                + ",14.3,0.0,512\n",
                        said + " s512"),
                cumulus(
                        "cumulusCutShort",
                        "",
                        row + "\n" + row.replace("14:00", "14:10").substring(0, 40) + "\n",
                        said),
                cumulus("cumulusOfAnotherForm", "", row.replace("01/06/26", "June 1") + "\n"),
                OddLog.of(
                        "counterAwayForHours",
                        RAIN,
                        "time,rain\n2026-06-01T10:00Z,115\n"
                                + Stream.iterate(5, i -> i < 60, i -> i + 5)
                                        .map("2026-06-01T10:%02dZ,0\n"::formatted)
                                        .reduce("", String::concat)
                                + "2026-06-01T12:00Z,0\n2026-06-01T12:05Z,115.2\n2026-06-01T12:10Z,115.4\n",
                        Stream.of(
                                        Stream.of("01T10:00"),
                                        Stream.iterate(5, i -> i < 60, i -> i + 5)
                                                .map("01T10:%02d r0"::formatted),
                                        Stream.of("01T12:00 r0", "01T12:05 r0.2", "01T12:10 r0.2"))
                                .flatMap(each -> each)
                                .toArray(String[]::new)));
    }
}
