package org.skycast.nowcast.forecast;

import org.skycast.nowcast.observe.PackedReader;
import org.skycast.nowcast.observe.PackedWriter;

/** A model's name within what is packed. */
public final class PackedModel {

    private PackedModel() {}

    /** Writes it. */
    public static void write(Forecaster.Model model, PackedWriter to) {
        to.text(model.id()).text(model.version()).text(model.sha256());
    }

    /** Reads it. */
    public static Forecaster.Model read(PackedReader from) {
        return new Forecaster.Model(from.text(), from.text(), from.text());
    }
}
