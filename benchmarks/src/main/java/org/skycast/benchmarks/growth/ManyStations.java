package org.skycast.benchmarks.growth;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.skycast.benchmarks.engines.MadeDay;
import org.skycast.benchmarks.engines.Workload;
import org.skycast.edge.source.Sample;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.station.Station;

/** What many stations say: that of a few, each repeated by others, for painting skies of ten thousand would take a day. */
final class ManyStations {

    private static final int MADE = 24;
    private static final Duration SPAN = Duration.ofHours(6);

    private final List<Station> stations;
    private final List<String> made;
    private final MadeDay day;

    ManyStations(Workload workload, int number, ModelBundle bundle) {
        this.stations = MadeDay.stations(number);
        int few = Math.min(MADE, number);
        this.made = stations.stream().limit(few).map(Station::id).toList();
        this.day = MadeDay.of(workload, few, SPAN, bundle);
    }

    List<Station> stations() {
        return stations;
    }

    /** All that they say, in the order of time and without an end. */
    Stream<Sample> samples() {
        return day.samples().flatMap(this::repeated);
    }

    private Stream<Sample> repeated(Sample sample) {
        return IntStream.iterate(made.indexOf(sample.stationId()), i -> i < stations.size(), i -> i + made.size())
                .mapToObj(i -> MadeDay.said(sample, stations.get(i).id(), sample.at()));
    }
}
