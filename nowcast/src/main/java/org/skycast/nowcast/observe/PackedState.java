package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.SequenceWindow.Gap;
import org.skycast.nowcast.observe.SequenceWindow.Run;

/** What is remembered of a station between events as it is kept, for it is read and written with each record. */
public final class PackedState {

    private static final int FORM = 1;

    /** In the order in which their numbers and bits stand; more may follow, none may move. */
    private static final Stream[] STREAMS = Stream.values();

    private static final Variable[] VARIABLES = Variable.values();

    private PackedState() {}

    /** The packed form. */
    public static byte[] of(StationState state) {
        var to = new PackedWriter().octet(FORM);
        int streams = 0;
        for (Stream stream : state.sequences().keySet()) {
            streams |= 1 << stream.ordinal();
        }
        to.whole(streams);
        state.sequences().values().forEach(window -> write(window, to));
        int sensors = 0;
        for (Variable variable : state.runs().keySet()) {
            sensors |= 1 << variable.ordinal();
        }
        to.whole(sensors);
        for (ConstantRun run : state.runs().values()) {
            to.real(run.value()).time(run.since()).time(run.until()).whole(run.count());
        }
        to.time(state.readingWatermark()).time(state.skyWatermark());
        to.time(state.lastAppendedAt()).time(state.closedThrough());
        to.whole(state.open().size());
        for (Instant start : state.open()) {
            to.time(start);
        }
        return to.whole(state.emptyRun()).bytes();
    }

    /** @throws IllegalArgumentException if a later version packed it */
    public static StationState read(byte[] packed) {
        var from = new PackedReader(packed).ofForm(FORM, "station's state");
        Map<Stream, SequenceWindow> sequences = new EnumMap<>(Stream.class);
        int streams = from.mask(STREAMS.length, "A station's state was packed with streams");
        for (Stream stream : STREAMS) {
            if ((streams & 1 << stream.ordinal()) != 0) {
                sequences.put(stream, window(from));
            }
        }
        Map<Variable, ConstantRun> runs = new EnumMap<>(Variable.class);
        int sensors = from.mask(VARIABLES.length, "A station's state was packed with variables");
        for (Variable variable : VARIABLES) {
            if ((sensors & 1 << variable.ordinal()) != 0) {
                runs.put(variable, new ConstantRun(from.realDouble(), from.time(), from.time(), from.whole()));
            }
        }
        Optional<Instant> readings = from.perhapsTime();
        Optional<Instant> skies = from.perhapsTime();
        Optional<Instant> appended = from.perhapsTime();
        Optional<Instant> closed = from.perhapsTime();
        List<Instant> open = new ArrayList<>();
        for (int left = from.whole(); left > 0; left--) {
            open.add(from.time());
        }
        return new StationState(sequences, runs, readings, skies, appended, closed, open, from.whole());
    }

    private static void write(SequenceWindow window, PackedWriter to) {
        to.whole(window.runs().size());
        for (Run run : window.runs()) {
            to.time(run.epoch()).whole(run.highest()).whole(run.gaps().size());
            run.gaps().forEach(gap -> to.whole(gap.from()).whole(gap.to()));
        }
    }

    private static SequenceWindow window(PackedReader from) {
        List<Run> runs = new ArrayList<>();
        for (int left = from.whole(); left > 0; left--) {
            Instant epoch = from.time();
            long highest = from.wholeLong();
            List<Gap> gaps = new ArrayList<>();
            for (int more = from.whole(); more > 0; more--) {
                gaps.add(new Gap(from.wholeLong(), from.wholeLong()));
            }
            runs.add(new Run(epoch, highest, gaps));
        }
        return new SequenceWindow(runs);
    }
}
