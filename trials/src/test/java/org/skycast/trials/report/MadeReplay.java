package org.skycast.trials.report;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import javax.imageio.ImageIO;
import org.skycast.nowcast.compare.Case;
import org.skycast.nowcast.compare.Comparison;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.verify.Score;

/** A replay whose scores are drawn and not forecast. */
final class MadeReplay {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> VARIABLES =
            List.of("air_temperature", "surface_downwelling_shortwave_flux_in_air", "wind_speed", "visibility_in_air");
    private static final List<Double> SCALES = List.of(1.0, 80.0, 1.4, 4000.0);

    private final List<String> stations;
    private final int days;
    private final double better;
    private final Random random = new Random(11);
    private boolean isCorrected;
    private ReportInput.Overlap overlap = ReportInput.Overlap.NONE;

    /** @param better how much of the champion's error the candidate makes */
    MadeReplay(int days, double better, String... stations) {
        this.days = days;
        this.better = better;
        this.stations = List.of(stations);
    }

    /** Stations have taught the candidate, and its bundle alone would have been twice as far off. */
    MadeReplay corrected() {
        isCorrected = true;
        return this;
    }

    /** The candidate's training has seen the range. */
    MadeReplay seen(String sentence, boolean isAllowed) {
        overlap = new ReportInput.Overlap(Optional.of(sentence), Optional.empty(), isAllowed);
        return this;
    }

    /** The cases by day, each day's in the order of {@code shuffle}. */
    Comparison comparison(long shuffle) {
        var comparison = new Comparison();
        var order = new Random(shuffle);
        for (int day = 0; day < days; day++) {
            List<Case> cases = day(day);
            Collections.shuffle(cases, order);
            cases.forEach(comparison::add);
        }
        comparison.missing("wind_speed", Duration.ofHours(4));
        comparison.unpaired("rain", Duration.ofMinutes(10));
        return comparison;
    }

    private List<Case> day(int day) {
        List<Case> cases = new ArrayList<>();
        double weather = Math.exp(0.3 * random.nextGaussian());
        for (String station : stations) {
            for (int hour = 0; hour < 24; hour += 2) {
                Instant reference = BEGIN.plus(Duration.ofHours(24L * day + hour));
                for (int minutes = 10; minutes <= 240; minutes += 10) {
                    for (int i = 0; i < VARIABLES.size(); i++) {
                        cases.add(variable(station, reference, Duration.ofMinutes(minutes), i, weather));
                    }
                    cases.add(event(station, reference, Duration.ofMinutes(minutes)));
                }
            }
        }
        return cases;
    }

    private Case variable(String station, Instant reference, Duration lead, int which, double weather) {
        double size = SCALES.get(which) * weather * Math.sqrt(lead.toMinutes() / 60.0);
        double champion = size * random.nextGaussian();
        double candidate = champion * (better + which * 0.03) + 0.2 * size * random.nextGaussian();
        double truth = SCALES.get(which) * (3 + random.nextDouble());
        OptionalDouble persistence =
                random.nextInt(6) == 0 ? OptionalDouble.empty() : OptionalDouble.of(1.5 * size * random.nextGaussian());
        return new Case(
                station,
                score(
                        VARIABLES.get(which),
                        lead,
                        reference,
                        truth,
                        candidate,
                        size,
                        persistence,
                        bundle(2 * candidate)),
                score(
                        VARIABLES.get(which),
                        lead,
                        reference,
                        truth,
                        champion,
                        size,
                        persistence,
                        OptionalDouble.empty()));
    }

    private static Score score(
            String name,
            Duration lead,
            Instant reference,
            double truth,
            double error,
            double size,
            OptionalDouble persistence,
            OptionalDouble bundle) {
        boolean inside = Math.abs(error) < 1.2 * size;
        return new Score.OfVariable(
                name, lead, reference, truth, error, 0.7 * Math.abs(error), inside, persistence, bundle);
    }

    private OptionalDouble bundle(double said) {
        return isCorrected ? OptionalDouble.of(said) : OptionalDouble.empty();
    }

    private Case event(String station, Instant reference, Duration lead) {
        double chance = Math.pow(random.nextDouble(), 2);
        boolean rains = random.nextDouble() < chance;
        double said = Math.max(0, Math.min(1, chance + 0.2 * random.nextGaussian()));
        Optional<Boolean> before = Optional.of(random.nextInt(4) == 0 ? !rains : rains);
        return new Case(
                station,
                new Score.OfEvent("rain", lead, reference, 0.5 * (chance + said), rains, before, bundle(said)),
                new Score.OfEvent("rain", lead, reference, said, rains, before, OptionalDouble.empty()));
    }

    ReportInput input(long shuffle, String run) {
        Comparison comparison = comparison(shuffle);
        List<ReportInput.PicturedCase> farthest = new ArrayList<>();
        for (Comparison.Farthest of : comparison.farthest()) {
            int at = farthest.size();
            farthest.add(new ReportInput.PicturedCase(
                    of,
                    at % 3 == 2
                            ? Optional.empty()
                            : Optional.of(new ReportInput.Sight(sky(at), Duration.ofMinutes(10L * (at % 3))))));
        }
        return new ReportInput(
                new Forecaster.Model("second", "2.0", "b".repeat(64)),
                new Forecaster.Model("first", "1.0", "a".repeat(64)),
                BEGIN,
                BEGIN.plus(Duration.ofDays(days)),
                stations,
                ReportInput.Source.FRAMES,
                new ReportInput.Learning("taught here", "as they went out", Optional.of("The warm-up is short.")),
                comparison,
                42,
                farthest,
                new ReportInput.Equality(12, 34_567),
                8,
                overlap,
                Optional.empty(),
                new ReportInput.Run(
                        run,
                        Instant.parse("2026-07-01T10:00:00Z").plusSeconds(run.hashCode()),
                        Duration.ofMillis(Math.abs(run.hashCode() % 100_000)),
                        OptionalDouble.of(812.4 + run.length()),
                        OptionalDouble.empty()));
    }

    static byte[] sky(int which) {
        var image = new BufferedImage(1280, 960, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(40, 90, 170), 0, 960, new Color(190, 215, 240)));
        pen.fillRect(0, 0, 1280, 960);
        pen.setColor(Color.WHITE);
        pen.fillOval(100 + 60 * which % 800, 300, 400, 160);
        pen.dispose();
        var file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
