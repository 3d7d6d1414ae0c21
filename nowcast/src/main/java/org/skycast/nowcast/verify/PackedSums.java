package org.skycast.nowcast.verify;

import java.util.ArrayList;
import java.util.List;
import org.skycast.nowcast.observe.PackedReader;
import org.skycast.nowcast.observe.PackedWriter;

/** Sums of scores within what is packed: a name once for all its leads, and counts, which are mostly small, in a byte. */
public final class PackedSums {

    private PackedSums() {}

    /** Writes all of them. */
    public static void write(SkillSums sums, PackedWriter to) {
        String name = "";
        to.count(sums.sums().size());
        for (SkillSum sum : sums.sums()) {
            to.after(name, sum.name(), to::text).span(sum.lead()).count(sum.missing());
            to.perhaps(sum.variable(), variable -> write(variable, to));
            to.perhaps(sum.event(), event -> write(event, to));
            name = sum.name();
        }
    }

    /** Reads them. */
    public static SkillSums read(PackedReader from) {
        List<SkillSum> sums = new ArrayList<>();
        String name = "";
        for (long left = from.count(); left > 0; left--) {
            name = from.after(name, from::text);
            sums.add(new SkillSum(
                    name,
                    from.span(),
                    from.count(),
                    from.perhaps(() -> variable(from)),
                    from.perhaps(() -> event(from))));
        }
        return new SkillSums(sums);
    }

    private static void write(SkillSum.OfVariable sum, PackedWriter to) {
        to.count(sum.cases()).real(sum.error()).real(sum.absolute()).real(sum.squared());
        to.real(sum.crps()).count(sum.inside());
        SkillSum.Paired paired = sum.paired();
        to.count(paired.cases()).real(paired.absolute()).real(paired.crps()).real(paired.persistence());
        to.perhaps(sum.beside(), beside -> write(beside, to));
    }

    private static SkillSum.OfVariable variable(PackedReader from) {
        return new SkillSum.OfVariable(
                from.count(),
                from.realDouble(),
                from.realDouble(),
                from.realDouble(),
                from.realDouble(),
                from.count(),
                new SkillSum.Paired(from.count(), from.realDouble(), from.realDouble(), from.realDouble()),
                from.perhaps(() -> beside(from)));
    }

    private static void write(SkillSum.OfEvent sum, PackedWriter to) {
        to.count(sum.cases()).count(sum.happened()).real(sum.brier());
        to.count(sum.paired()).real(sum.brierPaired()).real(sum.persistence());
        to.perhaps(sum.beside(), beside -> write(beside, to));
    }

    private static SkillSum.OfEvent event(PackedReader from) {
        return new SkillSum.OfEvent(
                from.count(),
                from.count(),
                from.realDouble(),
                from.count(),
                from.realDouble(),
                from.realDouble(),
                from.perhaps(() -> beside(from)));
    }

    private static void write(SkillSum.Beside beside, PackedWriter to) {
        to.count(beside.cases()).real(beside.issued()).real(beside.bundle());
    }

    private static SkillSum.Beside beside(PackedReader from) {
        return new SkillSum.Beside(from.count(), from.realDouble(), from.realDouble());
    }
}
