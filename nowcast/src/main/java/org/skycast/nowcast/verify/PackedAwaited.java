package org.skycast.nowcast.verify;

import org.skycast.nowcast.forecast.PackedForecast;
import org.skycast.nowcast.observe.PackedReader;
import org.skycast.nowcast.observe.PackedWriter;

/** A forecast that waits as it is kept, for with each observation all are read that foretold its slot: some 6 kB. */
public final class PackedAwaited {

    private static final int FORM = 1;

    private PackedAwaited() {}

    /** The packed form. */
    public static byte[] of(Awaited awaited) {
        var to = new PackedWriter().octet(FORM).origin(awaited.origin());
        PackedForecast.write(awaited.forecast(), to);
        return to.bytes();
    }

    /**
     * What was packed; it goes on reading from these bytes.
     *
     * @throws IllegalArgumentException if a later version packed it
     */
    public static Awaited read(byte[] packed) {
        var from = new PackedReader(packed).ofForm(FORM, "forecast that waits");
        return new Awaited(from.origin(), PackedForecast.read(from));
    }
}
