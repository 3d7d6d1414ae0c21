package org.skycast.nowcast.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.PackedReader;
import org.skycast.nowcast.observe.PackedWriter;
import org.skycast.nowcast.observe.Sky;

/**
 * A history as it is kept, for it is read and written with each observation: values in single precision under a mask of
 * their features, some 60 bytes a slot, and the few skies whole.
 */
public final class PackedHistory {

    private static final int FORM = 1;

    /** In the order in which their bits stand; more may follow, none may move. */
    private static final Feature[] FEATURES = Feature.values();

    private PackedHistory() {}

    /** The packed form. */
    public static byte[] of(History history) {
        var to = new PackedWriter().octet(FORM).whole(history.slots().size());
        history.slots().forEach(slot -> write(slot, to));
        return to.bytes();
    }

    /** @throws IllegalArgumentException if a later version packed it */
    public static History read(byte[] packed) {
        var from = new PackedReader(packed).ofForm(FORM, "history");
        List<PastSlot> slots = new ArrayList<>();
        for (int left = from.whole(); left > 0; left--) {
            slots.add(slot(from));
        }
        return new History(slots);
    }

    private static void write(PastSlot slot, PackedWriter to) {
        int mask = 0;
        for (Feature feature : slot.values().keySet()) {
            mask |= 1 << feature.ordinal();
        }
        to.time(slot.start()).whole(slot.revision()).whole(mask);
        slot.values().values().forEach(value -> to.real(value.floatValue()));
        to.time(slot.newestReadingAt()).octet(slot.skies().size());
        slot.skies().forEach(to::sky);
    }

    private static PastSlot slot(PackedReader from) {
        Instant start = from.time();
        int revision = from.whole();
        int mask = from.mask(FEATURES.length, "A history was packed with features");
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : FEATURES) {
            if ((mask & 1 << feature.ordinal()) != 0) {
                values.put(feature, PastSlot.kept(from.real()));
            }
        }
        Optional<Instant> newestReadingAt = from.perhapsTime();
        List<Sky> skies = new ArrayList<>();
        for (int left = from.octet(); left > 0; left--) {
            skies.add(from.sky());
        }
        return new PastSlot(start, revision, values, skies, newestReadingAt);
    }
}
