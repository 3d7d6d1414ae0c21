package org.skycast.edge.process;

import java.util.ArrayList;
import java.util.List;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Sample;

/**
 * What was made of samples: to be kept all at once, or not at all.
 *
 * @param toSend what is to be sent, in order
 * @param changes of the model's journal, in order
 */
public record Processed(List<Sample> toSend, List<ModelJournal.Change> changes) {

    /** Nothing came of it. */
    public static final Processed NOTHING = new Processed(List.of(), List.of());

    public Processed {
        toSend = List.copyOf(toSend);
        changes = List.copyOf(changes);
    }

    /** To be sent as they are. */
    public static Processed asIs(List<Sample> samples) {
        return new Processed(samples, List.of());
    }

    /** Whether there is nothing to be kept. */
    public boolean isEmpty() {
        return toSend.isEmpty() && changes.isEmpty();
    }

    /** All of these, one after the other. */
    static Processed all(List<Processed> parts) {
        List<Sample> toSend = new ArrayList<>();
        List<ModelJournal.Change> changes = new ArrayList<>();
        for (Processed part : parts) {
            toSend.addAll(part.toSend);
            changes.addAll(part.changes);
        }
        return new Processed(toSend, changes);
    }
}
