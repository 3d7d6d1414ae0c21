package org.skycast.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;

/**
 * A station whose camera gives nothing from a time on; its sensors go on.
 *
 * @param station what it would give
 * @param from when the camera died
 */
record BlindedStation(Source station, Instant from) implements Source {

    @Override
    public String name() {
        return station.name();
    }

    @Override
    public Memory memory() {
        return station.memory();
    }

    @Override
    public void resumeAfter(String item) {
        station.resumeAfter(item);
    }

    @Override
    public Optional<Instant> next() {
        return station.next();
    }

    @Override
    public List<Sample> takeBefore(Instant end) {
        return station.takeBefore(end).stream()
                .filter(sample ->
                        !(sample instanceof Sample.Frame) || sample.at().isBefore(from))
                .toList();
    }

    @Override
    public boolean isExhausted() {
        return station.isExhausted();
    }

    @Override
    public void close() {
        station.close();
    }
}
