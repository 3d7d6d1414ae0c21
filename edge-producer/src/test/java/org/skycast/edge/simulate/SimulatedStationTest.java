package org.skycast.edge.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Station;

class SimulatedStationTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4, 7})
    void weatherStaysWithinWhatQualityControlBelieves(int number) {
        Weather weather = new Weather(SimulatedStation.station(number).site(), number + 5);
        Map<Variable, Double> before = weather.measured(BEGIN, Duration.ofMinutes(1));
        assertThat(before).as("Weather.measured has every variable").containsOnlyKeys(Variable.values());
        for (int minute = 1; minute < 30 * 24 * 60; minute += 1) {
            Instant at = BEGIN.plus(Duration.ofMinutes(minute));
            Map<Variable, Double> now = weather.measured(at, Duration.ofMinutes(1));
            for (Variable variable : Variable.values()) {
                double value = now.get(variable);
                assertThat(value).isBetween(variable.least(), variable.most());
                if (variable != Variable.WIND_DIRECTION) {
                    assertThat(Math.abs(value - before.get(variable))).isLessThanOrEqualTo(variable.largestStep());
                }
            }
            assertThat(now.get(Variable.GHI)).isLessThanOrEqualTo(weather.clearSkyIrradiance(at) + 0.1);
            if (now.get(Variable.RAIN) > 0) {
                assertThat(weather.cloudCover(at)).isGreaterThan(0.85);
            }
            before = now;
        }
    }

    @Test
    void cloudDimsTheSun() {
        Weather weather = new Weather(SimulatedStation.station(0).site(), 1);
        double clear = 0;
        double covered = 0;
        int clearCases = 0;
        int coveredCases = 0;
        for (int hour = 0; hour < 90 * 24; hour++) {
            Instant at = BEGIN.plus(Duration.ofHours(hour));
            double most = weather.clearSkyIrradiance(at);
            if (most > 200) {
                double share = weather.irradiance(at) / most;
                if (weather.cloudCover(at) < 0.2) {
                    clear += share;
                    clearCases++;
                } else if (weather.cloudCover(at) > 0.9) {
                    covered += share;
                    coveredCases++;
                }
            }
        }
        assertThat(clearCases).isPositive();
        assertThat(coveredCases).isPositive();
        assertThat(clear / clearCases).isGreaterThan(0.98);
        assertThat(covered / coveredCases).isLessThan(0.5);
    }

    @Test
    void sameSeedGivesTheSameBytesAndARestartGoesOn() {
        Station station = SimulatedStation.station(0);
        Instant end = BEGIN.plus(Duration.ofHours(1));
        List<Sample> whole = new SimulatedStation(station, 1, BEGIN, Optional.of(end)).takeBefore(Instant.MAX);
        List<Sample> again = new SimulatedStation(station, 1, BEGIN, Optional.of(end)).takeBefore(Instant.MAX);
        assertThat(whole).hasSize(72);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(again.get(i)).usingRecursiveComparison().isEqualTo(whole.get(i));
        }
        SimulatedStation restarted = new SimulatedStation(station, 1, BEGIN, Optional.of(end));
        restarted.resumeAfter(BEGIN.plus(Duration.ofMinutes(29)).toString());
        List<Sample> rest = restarted.takeBefore(Instant.MAX);
        assertThat(rest).usingRecursiveFieldByFieldElementComparator().isEqualTo(whole.subList(36, 72));
    }

    @Test
    void skiesAgreeWithTheWeather() throws IOException {
        Station station = SimulatedStation.station(0);
        Weather weather = new Weather(station.site(), 3);
        SkyPainter painter = new SkyPainter(station.site(), weather, 3);
        double clearBlue = 0;
        double coveredBlue = 0;
        int clear = 0;
        int covered = 0;
        for (int day = 0; day < 60; day++) {
            Instant noon = BEGIN.plus(Duration.ofHours(24L * day + 11));
            double cover = weather.cloudCover(noon);
            if (cover < 0.2) {
                clearBlue += blueness(painter.jpeg(noon));
                clear++;
            } else if (cover > 0.9) {
                coveredBlue += blueness(painter.jpeg(noon));
                covered++;
            }
        }
        assertThat(clear).isPositive();
        assertThat(covered).isPositive();
        assertThat(clearBlue / clear).isGreaterThan(coveredBlue / covered + 30);
    }

    @Test
    void nightIsDark() throws IOException {
        Station station = SimulatedStation.station(2);
        SkyPainter painter = new SkyPainter(station.site(), new Weather(station.site(), 3), 3);
        assertThat(brightness(painter.jpeg(Instant.parse("2026-12-01T16:00:00Z"))))
                .isLessThan(20);
        assertThat(brightness(painter.jpeg(Instant.parse("2026-12-01T04:00:00Z"))))
                .isGreaterThan(80);
    }

    private static double blueness(byte[] jpeg) throws IOException {
        return mean(jpeg, 1, 0, -1);
    }

    private static double brightness(byte[] jpeg) throws IOException {
        return mean(jpeg, 1 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    private static double mean(byte[] jpeg, double blue, double green, double red) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        double sum = 0;
        int pixels = 0;
        for (int y = 0; y < 160; y += 4) {
            for (int x = 0; x < image.getWidth(); x += 4) {
                int rgb = image.getRGB(x, y);
                sum += blue * (rgb & 0xff) + green * (rgb >> 8 & 0xff) + red * (rgb >> 16 & 0xff);
                pixels++;
            }
        }
        return sum / pixels;
    }
}
