package org.skycast.benchmarks.hostile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.topics.Topics;

/**
 * Hostile records, seeded: each kind once, in any order, and then any of them, until there are so many. A few stations send
 * them, which are registered first.
 */
final class HostileLog {

    /** Of a thousand records so many are of each family, in the order of {@link #families}. */
    private static final int[] SHARES = {300, 120, 80, 40, 120, 80, 60, 100, 98, 1, 1};

    /** The one at which hostile shadows are deployed. */
    static final String SHADOWED = "hostile-camera-0";

    private final List<HostileStation> readers;
    private final List<HostileStation> cameras;
    private final List<HostileStation> encoders;
    private final HostileStation flipping;
    private final HostileStation flooding;
    private final List<HostileKinds> families;
    private final Random random;
    private final List<Runnable> first = new ArrayList<>();
    private List<HostileRecord> next = List.of();

    HostileLog(TrialPlan plan, Wire wire, Instant begin, String good) {
        this.random = new Random(plan.seed());
        this.readers = stations("hostile-", 4, wire, begin);
        this.cameras = stations("hostile-camera-", 3, wire, begin);
        this.encoders = stations("hostile-encoder-", 2, wire, begin);
        this.flipping = new HostileStation("hostile-flips", wire, begin);
        this.flooding = new HostileStation("hostile-flood", wire, begin);
        var floods = new Floods(random, flooding, plan.flood());
        var bundles = new HostileBundles(plan.bundle(), wire, SHADOWED);
        this.families = families(plan, wire, begin, good, floods, bundles);
        families.forEach(this::eachOnce);
        if (plan.isBombed()) {
            eachOnce(floods.bombs());
            eachOnce(bundles.slow());
        }
        Collections.shuffle(first, random);
    }

    private List<HostileKinds> families(
            TrialPlan plan, Wire wire, Instant begin, String good, Floods floods, HostileBundles bundles) {
        ModelBundle bundle = ModelBundle.load(plan.bundle());
        String encoder = bundle.encoderSha256();
        int size = bundle.featureSpec().embeddingSize();
        var forgeries = new SlotForgeries("hostile-forger", wire, begin);
        var champion = new SlotForgeries("hostile-foreteller", wire, begin);
        var shadow = new SlotForgeries("hostile-shadow", wire, begin);
        return List.of(
                new ReadingFaults(random, readers).kinds(),
                new FrameFaults(random, cameras).kinds(),
                new EmbeddingFaults(random, encoders, wire, encoder, size).kinds(),
                new StationFaults(random, wire).kinds(),
                new ObservationFaults(random, forgeries, good, encoder).kinds(),
                new ForecastFaults(random, champion, good, Topics.FORECASTS)
                        .kinds()
                        .one("observation of what was foretold", champion::observation)
                        .all(new ForecastFaults(random, shadow, good, Topics.SHADOW_FORECASTS).kinds())
                        .one("observation of what the shadow foretold", shadow::observation),
                new RoleFaults(random, wire).kinds(),
                new Flips(random, flipping, new SlotForgeries("hostile-flips", wire, begin)).kinds(),
                new WireFaults(random, wire).kinds(),
                floods.kinds(),
                bundles.kinds());
    }

    private static List<HostileStation> stations(String name, int number, Wire wire, Instant begin) {
        return IntStream.range(0, number)
                .mapToObj(i -> new HostileStation(name + i, wire, begin))
                .toList();
    }

    private Stream<HostileStation> stations() {
        return Stream.of(readers, cameras, encoders, List.of(flipping, flooding))
                .flatMap(List::stream);
    }

    private void eachOnce(HostileKinds kinds) {
        kinds.names().forEach(name -> first.add(() -> next = kinds.next(name)));
    }

    /** How many kinds there are; so often one must be picked before each has been. */
    int kinds() {
        return families.stream().mapToInt(family -> family.names().size()).sum();
    }

    /** What comes before all else: registrations, and a reading of each, so that each has a time. */
    List<HostileRecord> beginning() {
        List<HostileRecord> begin = new ArrayList<>();
        stations().forEach(station -> begin.add(station.registration().kind("hostile station")));
        stations().forEach(station -> {
            HostileRecord good = station.good().kind("first reading");
            begin.add(station == flipping ? good.comesTo(new Fate.Anything()) : good);
        });
        return begin;
    }

    /** The next few. */
    List<HostileRecord> next() {
        if (first.isEmpty()) {
            HostileKinds family = family();
            return family.next(family.names().get(random.nextInt(family.names().size())));
        }
        first.remove(first.size() - 1).run();
        return next;
    }

    private HostileKinds family() {
        int share = random.nextInt(IntStream.of(SHARES).sum());
        int family = 0;
        while (share >= SHARES[family]) {
            share -= SHARES[family++];
        }
        return families.get(family);
    }

    /** What comes after all else. */
    List<HostileRecord> end() {
        return stations()
                .filter(station -> station != flipping)
                .flatMap(station -> station.closing().stream())
                .map(record -> record.kind("last reading"))
                .toList();
    }
}
