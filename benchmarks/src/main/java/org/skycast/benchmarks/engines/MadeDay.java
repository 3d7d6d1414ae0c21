package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Sample;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.station.Station;

/**
 * What simulated stations see and measure in some hours, made before anything is measured and the same whenever it is made;
 * said again and again for as long as it is wanted, for painting a sky takes longer than a forecast.
 */
public final class MadeDay {

    public static final Instant BEGIN = Instant.parse("2026-06-01T04:00:00Z");

    private final Duration span;
    private final List<Sample> samples;

    private MadeDay(Duration span, List<Sample> samples) {
        this.span = span;
        this.samples = samples;
    }

    /** A workload of so many stations: readings a minute and frames, or skies, each five minutes. */
    public static MadeDay of(Workload workload, int stations, Duration span, ModelBundle bundle) {
        List<Sample> all = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            all.addAll(new SimulatedStation(SimulatedStation.station(i), i, BEGIN, Optional.of(BEGIN.plus(span)))
                    .takeBefore(Instant.MAX));
        }
        // Stable, so that a frame stays before the reading of its moment: the slot closes with the reading.
        all.sort(Comparator.comparing(Sample::at));
        return new MadeDay(
                span,
                switch (workload) {
                    case frames -> all;
                    case embeddings -> embedded(all, bundle);
                    case readings ->
                        all.stream().filter(Sample.Values.class::isInstance).toList();
                });
    }

    public static List<Station> stations(int number) {
        return IntStream.range(0, number).mapToObj(SimulatedStation::station).toList();
    }

    /** All that is said, without an end, in the order of time. */
    public Stream<Sample> samples() {
        return IntStream.iterate(0, day -> day + 1)
                .boxed()
                .flatMap(day -> samples.stream().map(sample -> later(sample, span.multipliedBy(day))));
    }

    private static Sample later(Sample sample, Duration by) {
        return said(sample, sample.stationId(), sample.at().plus(by));
    }

    /** The same, said by a station at a time. */
    public static Sample said(Sample sample, String station, Instant at) {
        String item = at.toString();
        if (sample instanceof Sample.Values reading) {
            return new Sample.Values(station, at, item, reading.values());
        }
        if (sample instanceof Sample.Frame frame) {
            return new Sample.Frame(station, at, item, frame.image());
        }
        var sky = (Sample.Sky) sample;
        return new Sample.Sky(
                station, at, item, sky.modelId(), sky.encoderSha256(), sky.embedding(), sky.frameSha256());
    }

    private static List<Sample> embedded(List<Sample> samples, ModelBundle bundle) {
        var decoder = new FrameDecoder();
        try (SkyEncoder encoder = bundle.openEncoder()) {
            return samples.stream()
                    .map(sample -> sample instanceof Sample.Frame frame ? sky(frame, bundle, decoder, encoder) : sample)
                    .toList();
        }
    }

    private static Sample sky(Sample.Frame frame, ModelBundle bundle, FrameDecoder decoder, SkyEncoder encoder) {
        var decoded = (FrameDecoder.Decoded) decoder.decode(frame.image());
        return new Sample.Sky(
                frame.stationId(),
                frame.at(),
                frame.item(),
                bundle.model().id(),
                bundle.encoderSha256(),
                encoder.encode(decoded.pixels()).orElseThrow(),
                Optional.empty());
    }
}
