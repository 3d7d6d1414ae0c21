package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/**
 * A forecaster's inputs for one reference time, row-major. With H history slots, F inputs, L leads, E embedding values:
 *
 * @param history [H, F], raw units, oldest slot first; 0 where missing
 * @param historyMask [H, F], 1 where observed, 0 where missing
 * @param sun [H + L, 3]: sine of the elevation, sine and cosine of the azimuth, at the middle of each slot
 * @param calendar [2]: sine and cosine of the time of year
 * @param sky [E], the newest embedding; zeros where there is none
 * @param skyMask [1], 1 where there is an embedding
 * @param skyAge [1], minutes from capture to reference time; 0 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, by a tensor; never compared
public record Features(
        float[] history,
        float[] historyMask,
        float[] sun,
        float[] calendar,
        float[] sky,
        float[] skyMask,
        float[] skyAge) {

    private static final double DAYS_OF_YEAR = 365.25;

    /**
     * The inputs at {@code reference}.
     *
     * @param past slots by their starts; those outside the history are left aside
     */
    public static Features of(
            FeatureSpec spec, List<Duration> leads, Site site, Map<Instant, History.Past> past, Instant reference) {
        int width = spec.inputs().size();
        float[] history = new float[spec.historySlots() * width];
        float[] mask = new float[history.length];
        Instant first = reference.minus(spec.slotLength().multipliedBy(spec.historySlots()));
        for (int row = 0; row < spec.historySlots(); row++) {
            History.Past slot = past.get(first.plus(spec.slotLength().multipliedBy(row)));
            for (int column = 0; slot != null && column < width; column++) {
                Double value = slot.values().get(spec.inputs().get(column));
                if (value != null) {
                    history[row * width + column] = value.floatValue();
                    mask[row * width + column] = 1;
                }
            }
        }
        Optional<Sky> sky = newestSky(spec, past, reference);
        return new Features(
                history,
                mask,
                sun(spec, leads, site, first, reference),
                calendar(reference),
                sky.map(s -> s.embedding().values()).orElseGet(() -> new float[spec.embeddingSize()]),
                new float[] {sky.isPresent() ? 1 : 0},
                new float[] {sky.map(s -> minutes(s.capturedAt(), reference)).orElse(0f)});
    }

    /** The newest sky that this spec's encoder made, if it is young enough and of the right size. */
    static Optional<Sky> newestSky(FeatureSpec spec, Map<Instant, History.Past> past, Instant reference) {
        Slot slot = new Slot(reference, spec.slotLength()).previous();
        Instant oldest = reference.minus(spec.skyMaxAge());
        for (; slot.end().isAfter(oldest); slot = slot.previous()) {
            History.Past slotPast = past.get(slot.start());
            Optional<Sky> sky = slotPast == null ? Optional.empty() : slotPast.skyOf(spec.encoderSha256());
            if (sky.isPresent()) {
                return sky.filter(s -> !s.capturedAt().isBefore(oldest))
                        .filter(s -> s.embedding().size() == spec.embeddingSize());
            }
        }
        return Optional.empty();
    }

    private static float[] sun(
            FeatureSpec spec, List<Duration> leads, Site site, Instant firstSlot, Instant reference) {
        float[] sun = new float[3 * (spec.historySlots() + leads.size())];
        Duration half = spec.slotLength().dividedBy(2);
        int at = 0;
        for (int row = 0; row < spec.historySlots(); row++, at += 3) {
            put(
                    sun,
                    at,
                    site,
                    firstSlot.plus(spec.slotLength().multipliedBy(row)).plus(half));
        }
        for (Duration lead : leads) {
            put(sun, at, site, reference.plus(lead).minus(half));
            at += 3;
        }
        return sun;
    }

    private static void put(float[] sun, int at, Site site, Instant time) {
        SunPosition position = SunPosition.of(site, time);
        sun[at] = (float) Math.sin(Math.toRadians(position.elevation()));
        sun[at + 1] = (float) Math.sin(Math.toRadians(position.azimuth()));
        sun[at + 2] = (float) Math.cos(Math.toRadians(position.azimuth()));
    }

    private static float[] calendar(Instant reference) {
        var utc = reference.atOffset(ZoneOffset.UTC);
        double seconds = ChronoUnit.SECONDS.between(utc.toLocalDate().atStartOfDay(), utc.toLocalDateTime());
        double days = utc.getDayOfYear() - 1 + seconds / Duration.ofDays(1).toSeconds();
        double angle = 2 * Math.PI * days / DAYS_OF_YEAR;
        return new float[] {(float) Math.sin(angle), (float) Math.cos(angle)};
    }

    private static float minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 60_000f;
    }
}
