package org.skycast.nowcast.observe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.VariableTally.Sample;

/** A slot's tally as it is kept, for it is read and written with each reading: some 70 bytes a variable. */
public final class PackedTally {

    private static final int FORM = 1;

    /** In the order in which their bits stand; more may follow, none may move. */
    private static final Variable[] VARIABLES = Variable.values();

    private PackedTally() {}

    /** The packed form. */
    public static byte[] of(SlotTally tally) {
        var to = new PackedWriter().octet(FORM).time(tally.start()).whole(tally.published());
        int mask = 0;
        for (Variable variable : tally.variables().keySet()) {
            mask |= 1 << variable.ordinal();
        }
        to.whole(mask);
        tally.variables().values().forEach(variable -> write(variable, to));
        to.octet(tally.sky().isPresent() ? 1 : 0);
        tally.sky().ifPresent(to::sky);
        to.time(tally.newestReadingAt()).whole(tally.inputs().size());
        tally.inputs()
                .forEach(run -> to.text(run.topic())
                        .whole(run.partition())
                        .whole(run.offset())
                        .whole(run.more()));
        return to.bytes();
    }

    /** @throws IllegalArgumentException if a later version packed it */
    public static SlotTally read(byte[] packed) {
        var from = new PackedReader(packed).ofForm(FORM, "slot's tally");
        var start = from.time();
        int published = from.whole();
        int mask = from.mask(VARIABLES.length, "A slot's tally was packed with variables");
        Map<Variable, VariableTally> variables = new EnumMap<>(Variable.class);
        for (Variable variable : VARIABLES) {
            if ((mask & 1 << variable.ordinal()) != 0) {
                variables.put(variable, variable(from));
            }
        }
        Optional<Sky> sky = from.octet() == 1 ? Optional.of(from.sky()) : Optional.empty();
        var newestReadingAt = from.perhapsTime();
        List<InputRun> inputs = new ArrayList<>();
        for (int left = from.whole(); left > 0; left--) {
            inputs.add(new InputRun(from.text(), from.whole(), from.wholeLong(), from.wholeLong()));
        }
        return new SlotTally(start, published, variables, sky, newestReadingAt, inputs);
    }

    private static void write(VariableTally tally, PackedWriter to) {
        to.whole(tally.count()).whole(tally.sum()).real(tally.min()).real(tally.max());
        to.whole(tally.sine()).whole(tally.cosine());
        to.time(tally.latest().at()).real(tally.latest().value()).octet(tally.stuck() ? 1 : 0);
    }

    private static VariableTally variable(PackedReader from) {
        return new VariableTally(
                from.whole(),
                from.wholeLong(),
                from.realDouble(),
                from.realDouble(),
                from.wholeLong(),
                from.wholeLong(),
                new Sample(from.time(), from.realDouble()),
                from.octet() == 1);
    }
}
