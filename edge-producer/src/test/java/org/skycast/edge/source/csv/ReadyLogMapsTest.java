package org.skycast.edge.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skycast.edge.metrics.EdgeMetrics;

/** Logs and exports that people have of their programs and weather services, by the maps that come with Skycast. */
class ReadyLogMapsTest {

    @TempDir
    Path folder;

    static List<OddLog> logs() {
        return List.of(
                weewx(),
                cumulus(),
                cumulusInNorway(),
                weatherDisplay(),
                weatherLink(),
                weatherLinkText(),
                ecowitt(),
                ambient(),
                dwd(),
                dwdSun(),
                ndbc());
    }

    @ParameterizedTest
    @MethodSource("logs")
    void eachSaysWhatItOught(OddLog log) {
        var metrics = new EdgeMetrics();
        try (ReadingCsv source = log.source(folder, metrics)) {
            assertThat(OddLog.said(source.takeBefore(Instant.MAX))).isEqualTo(log.right());
        }
    }

    private static OddLog weewx() {
        return OddLog.of(
                "weewx",
                "map: weewx",
                """
                # dateTime,barometer,dewpoint,interval,outHumidity,outTemp,pressure,radiation,rain,usUnits,windDir,windGust,windSpeed
                1780315200,30.1,50.0,5,52.0,68.0,29.53,500.0,0.01,1,270.0,20.0,10.0
                1780315500,30.1,None,5,52.0,68.0,None,None,0.0,1,None,0.0,0.0
                """,
                "01T12:00 t20 d10 h52 p1000 w4.47 g8.94 f270 s500 r0.25",
                "01T12:05 t20 h52 w0 g0 r0");
    }

    private static OddLog cumulus() {
        return OddLog.of(
                "cumulus",
                "map: cumulus-metric, zone: Europe/London",
                """
                01/06/26,13:00,14.3,74,9.6,3.6,10.8,173,0.0,0.9,1005.5,568.8,24.0,46,1.6,14.3,14.3,0.0,512
                01/06/26,13:10,14.1,75,9.7,0.0,7.2,184,0.0,1.2,1005.4,569.1,24.0,46,1.6,14.1,14.1,0.0,498,0.1,12.3
                """,
                "01T12:00 t14.3 d9.6 h74 w1 g3 f173 s512",
                "01T12:10 t14.1 d9.7 h75 w0 g2 f184 s498 r0.3");
    }

    private static OddLog cumulusInNorway() {
        return OddLog.of(
                "cumulusInNorway",
                "map: cumulus-metric, zone: Europe/Oslo, timeFormat: dd.MM.yy HH:mm",
                "01.06.26;14:00;14,3;74;9,6;3,6;10,8;173;0,0;0,9;1005,5;568,8;24,0;46;1,6;14,3;14,3;0,0;512\n",
                "01T12:00 t14.3 d9.6 h74 w1 g3 f173 s512");
    }

    private static OddLog weatherDisplay() {
        return OddLog.of(
                "weatherDisplay",
                "map: weather-display-metric, zone: Europe/Oslo",
                """
                day month year hour minute temperature   humidity     dewpoint   barometer    windspeed   gustspeed direction  rainlastmin    dailyrain  monthlyrain   yearlyrain  heatindex
                 1  6 2026 14  0 10.1  90 08.5 1021.2 3.6 5.2 144 0.0 0.0 154.4 1240.2 10.1
                 1  6 2026 14  1 10.1  90 08.5 1021.2 0.0 0.0 144 0.2 0.2 154.6 1240.4 10.1
                """,
                "01T12:00 t10.1 d8.5 h90 w1.85 g2.68 f144",
                "01T12:01 t10.1 d8.5 h90 w0 g0 f144 r0.2");
    }

    private static OddLog weatherLink() {
        return OddLog.of(
                "weatherLink",
                "map: weatherlink, zone: America/New_York",
                """
                "Garden"
                "6/1/26 - 6/2/26"

                "Date & Time","Barometer - in Hg","Temp - °F","High Temp - °F","Hum - %","Dew Point - °F","Avg Wind Speed - mph","Prevailing Wind Direction","High Wind Speed - mph","Rain - in","Solar Rad - W/m^2"
                "6/1/26 8:00 AM","30.100","68.0","69.0","52","50.0","10","NNW","20","0.01","500"
                "6/1/26 8:15 AM","30.100","--","--","52","50.0","0","--","0","0.00","500"
                """,
                "01T12:00 t20 d10 h52 w4.47 g8.94 f337.5 s500 r0.25",
                "01T12:15 d10 h52 w0 g0 s500 r0");
    }

    private static OddLog weatherLinkText() {
        String text = """
                \t\tTemp\tHi\tLow\tOut\tDew\tWind\tWind\tWind\tHi\tHi\tWind\tHeat\tTHW
                Date\tTime\tOut\tTemp\tTemp\tHum\tPt.\tSpeed\tDir\tRun\tSpeed\tDir\tChill\tIndex\tIndex\tBar
                6/01/26\t8:00a\t68.0\t68.1\t67.9\t52\t50.0\t10.0\tSE\t0.8\t20.0\tSE\t68.0\t68.0\t68.0\t30.1
                6/01/26\t1:05p\t68.0\t68.1\t67.9\t52\t50.0\t0.0\t---\t0.0\t0.0\t---\t68.0\t68.0\t68.0\t30.1
                """;
        return OddLog.of(
                "weatherLinkText",
                "map: weatherlink-txt-us, zone: America/New_York",
                text,
                "01T12:00 t20 d10 h52 w4.47 g8.94 f135",
                "01T17:05 t20 d10 h52 w0 g0");
    }

    private static OddLog ecowitt() {
        return OddLog.of(
                "ecowittCsv",
                "map: ecowitt-csv, zone: Europe/Oslo",
                """
                Time,Indoor Temperature(℃),Indoor Humidity(%),Outdoor Temperature(℃),Outdoor Humidity(%),Dew Point(℃),Feels Like(℃),Wind(m/s),Gust(m/s),Wind Direction(deg),ABS Pressure(hPa),REL Pressure(hPa),Solar Rad(w/m2),UV-Index,Hourly Rain(mm),Event Rain(mm),Daily Rain(mm),Weekly Rain(mm),Monthly Rain(mm),Yearly Rain(mm)
                2026-06-01 14:00,21.0,40,12.3,67,6.3,12.0,1.0,2.0,180,1000.0,1012.4,500,3,0.0,0.0,0.0,0.0,10.0,100.0
                2026-06-01 14:05,21.0,40,12.3,67,6.3,12.0,1.0,2.0,180,1000.0,1012.4,500,3,0.3,0.3,0.3,0.3,10.3,100.3
                """,
                "01T12:00 t12.3 d6.3 h67 p1000 w1 g2 f180 s500",
                "01T12:05 t12.3 d6.3 h67 p1000 w1 g2 f180 s500 r0.3");
    }

    private static OddLog ambient() {
        return OddLog.of(
                "ambientCsv",
                "map: ambient-csv",
                """
                "Date","Simple Date","Outdoor Temperature (°F)","Dew Point (°F)","Wind Speed (mph)","Wind Gust (mph)","Wind Direction (°)","Daily Rain (in)","Yearly Rain (in)","Total Rain (in)","Relative Pressure (inHg)","Humidity (%)","Solar Radiation (W/m^2)","Absolute Pressure (inHg)"
                2026-06-01T05:00:00-07:00,2026-06-01 05:00:00,68,50,10,20,270,0,1.00,9.00,30.1,52,500,29.53
                2026-06-01T05:05:00-07:00,2026-06-01 05:05:00,68,50,10,20,270,0.01,1.01,9.01,30.1,52,500,29.53
                """,
                "01T12:00 t20 d10 h52 p1000 w4.47 g8.94 f270 s500",
                "01T12:05 t20 d10 h52 p1000 w4.47 g8.94 f270 s500 r0.25");
    }

    private static OddLog dwd() {
        return OddLog.of("dwd", "map: dwd", """
                STATIONS_ID;MESS_DATUM;  QN;PP_10;TT_10;TM5_10;RF_10;TD_10;eor
                         44;202606011200;    3;  1009.7;  12.3;  11.8;  67.0;   6.3;eor
                         44;202606011210;    3;   -999;  12.5;  11.8;  65.0;   -999;eor
                """, "01T12:00 t12.3 d6.3 h67 p1009.7", "01T12:10 t12.5 h65");
    }

    private static OddLog dwdSun() {
        return OddLog.of("dwdSun", "map: dwd", """
                STATIONS_ID;MESS_DATUM;  QN;DS_10;GS_10;SD_10;LS_10;eor
                         44;202606011200;    3;   -999;  30.0;  0.1;   -999;eor
                """, "01T12:00 s500");
    }

    private static OddLog ndbc() {
        return OddLog.of(
                        "ndbc",
                        "map: ndbc",
                        """
                        #YY  MM DD hh mm WDIR WSPD GST  WVHT   DPD   APD MWD   PRES  ATMP  WTMP  DEWP  VIS  TIDE
                        #yr  mo dy hr mn degT m/s  m/s     m   sec   sec degT   hPa  degC  degC  degC  nmi    ft
                        2026 06 01 12 00 250  2.6  3.1    MM    MM    MM  MM 1017.3  12.4  14.9   7.9   11    MM
                        2026 06 01 12 10 999 99.0 99.0 99.00 99.00 99.00 999 9999.0 999.0 999.0 999.0 99.0 99.00
                        2026 06 01 12 20  99  9.9  9.9 99.00 99.00 99.00  99 1017.3  12.4  14.9   7.9   9.9   MM
                        """,
                        "01T12:00 t12.4 d7.9 w2.6 g3.1 f250 v20372",
                        "01T12:10",
                        "01T12:20 t12.4 d7.9 w9.9 g9.9 f99 v18334.8")
                .in(StandardCharsets.US_ASCII);
    }
}
