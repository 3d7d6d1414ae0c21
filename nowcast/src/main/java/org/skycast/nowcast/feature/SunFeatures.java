package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/**
 * {@code sun} [H + L, 3]: sine of the elevation, sine and cosine of the azimuth, at the middle of each slot of the history
 * and of each that is forecast.
 */
final class SunFeatures implements FeatureGroup {

    private static final String SUN = "sun";

    @Override
    public List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads) {
        return List.of(new FeatureTensor(SUN, List.of(spec.historySlots() + leads.size(), 3), MadeOf.TIME));
    }

    @Override
    public void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to) {
        float[] sun = new float[3 * (spec.historySlots() + leads.size())];
        Instant first = moment.reference().minus(spec.historyLength());
        Duration half = spec.slotLength().dividedBy(2);
        int at = 0;
        for (int row = 0; row < spec.historySlots(); row++, at += 3) {
            Instant start = first.plus(spec.slotLength().multipliedBy(row));
            put(sun, at, moment.site(), start.plus(half));
        }
        for (Duration lead : leads) {
            put(sun, at, moment.site(), moment.reference().plus(lead).minus(half));
            at += 3;
        }
        to.accept(SUN, sun);
    }

    private static void put(float[] sun, int at, Site site, Instant time) {
        SunPosition position = SunPosition.of(site, time);
        sun[at] = (float) Math.sin(Math.toRadians(position.elevation()));
        sun[at + 1] = (float) Math.sin(Math.toRadians(position.azimuth()));
        sun[at + 2] = (float) Math.cos(Math.toRadians(position.azimuth()));
    }
}
