package org.skycast.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to an edge. */
sealed interface Fault {

    /** The process dies, as by {@code kill -9} or a loss of power, so long after a report is begun; it starts again. */
    record Kill(Duration after) implements Fault {}

    /** The same, and what was being written when the power went is noise: so many bytes behind the spool's journal. */
    record TornTail(Duration after, int bytes) implements Fault {}

    /** The broker cannot be reached for so long. */
    record Cut(Duration span) implements Fault {}

    /** The disk is full for so long. */
    record Full(Duration span) implements Fault {}

    /** A fault and the report at which it begins. */
    record At(int minute, Fault fault) {}

    /** Two kills, a torn tail, two cuts and a full disk, at random reports and for random times. */
    static List<At> plan(Random random, int minutes) {
        List<At> plan = new ArrayList<>();
        plan.add(new At(random.nextInt(minutes), new Kill(millis(random, 0, 30))));
        plan.add(new At(random.nextInt(minutes), new Kill(millis(random, 0, 3))));
        plan.add(new At(random.nextInt(minutes), new TornTail(millis(random, 0, 10), 1 + random.nextInt(9000))));
        plan.add(new At(random.nextInt(minutes), new Cut(millis(random, 100, 3000))));
        plan.add(new At(random.nextInt(minutes), new Cut(millis(random, 100, 500))));
        plan.add(new At(random.nextInt(minutes), new Full(millis(random, 100, 1500))));
        return plan;
    }

    private static Duration millis(Random random, int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from));
    }
}
