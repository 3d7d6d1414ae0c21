package org.skycast.trials;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.skycast.edge.frame.FramePreparation;
import org.skycast.edge.frame.Preparation;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.Taken;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.StationForecaster;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.JoinMemory;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.MemoryLedger;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.Skill;
import org.skycast.nowcast.verify.StationVerifier;

/**
 * One station's recorded sources, through the domain and a bundle to scores, without a log between: each record counts as
 * appended at its own event time, in the order of event time. The same sources and bundle give the same scores.
 */
final class Recording {

    private static final String LOG = "recorded";

    private final Station station;
    private final List<Source> sources;
    private final Duration slotLength;
    private final FramePreparation pictures;
    private final StationObserver observer;
    private final SkyEncoder encoder;
    private final FrameDecoder decoder = new FrameDecoder();
    private final StationForecaster forecaster;
    private final StationVerifier verifier = new StationVerifier();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Skill skill = new Skill();
    private final JoinMemory memory = new JoinMemory();
    private final Map<Stream, Long> sequences = new EnumMap<>(Stream.class);
    private History history = History.EMPTY;
    private long records;
    private long observations;
    private long forecasts;
    private long refused;

    /** The encoder and the forecaster stay the caller's, who closes them. */
    Recording(
            Station station,
            List<Source> sources,
            FramePreparation pictures,
            StationObserver observer,
            SkyEncoder encoder,
            Forecaster forecaster) {
        this.station = station;
        this.sources = sources;
        this.pictures = pictures;
        this.slotLength = forecaster.featureSpec().slotLength();
        this.observer = observer;
        this.encoder = encoder;
        this.forecaster = new StationForecaster(forecaster);
    }

    /**
     * What came of a station's recording.
     *
     * @param records frames and readings that the sources gave
     * @param refused how many of them, or of their values, were not used
     */
    record Outcome(String stationId, long records, long refused, long observations, long forecasts, Skill skill) {}

    /**
     * Runs the recording to its end.
     *
     * @param progress is told how many records have been read, slot by slot
     * @param scored is told every score
     */
    Outcome run(LongConsumer progress, Consumer<Score> scored) {
        for (Optional<Instant> next = next(); next.isPresent(); next = next()) {
            Instant end = Slot.holding(next.get(), slotLength).end();
            List<Taken> taken = new ArrayList<>();
            sources.forEach(source -> taken.addAll(source.takeBefore(end)));
            taken.sort(Comparator.comparing(Taken::at));
            taken.forEach(one -> take(one, scored));
            progress.accept(records);
        }
        return new Outcome(station.id(), records, refused, observations, forecasts, skill);
    }

    private Optional<Instant> next() {
        return sources.stream().flatMap(source -> source.next().stream()).min(Comparator.naturalOrder());
    }

    private void take(Taken taken, Consumer<Score> scored) {
        if (taken instanceof Taken.Values values) {
            keep(
                    observer.observe(
                            station,
                            memory.state(),
                            memory.tallies(),
                            new Reading(stamp(taken, Stream.READINGS), values.values())),
                    scored);
        } else if (taken instanceof Taken.Frame frame) {
            // As the edge would have sent it.
            Preparation preparation = pictures.prepare(frame);
            if (preparation instanceof Preparation.Prepared prepared) {
                take(prepared.frame(), scored);
            } else if (preparation instanceof Preparation.Refused) {
                records++;
                refused++;
            }
        }
    }

    private void take(Taken.Frame frame, Consumer<Score> scored) {
        Stamp stamp = stamp(frame, Stream.FRAMES);
        Admission admission = observer.admit(station, memory.state(), memory.tallies(), stamp);
        if (admission instanceof Admission.Refused no) {
            refused++;
            keep(no.transition(), scored);
        } else if (admission instanceof Admission.Skipped || admission instanceof Admission.Audited) {
            keep(admission.transition(), scored);
        } else if (admission instanceof Admission.Admitted admitted) {
            keep(admitted.transition(), scored);
            sky(frame, stamp)
                    .ifPresentOrElse(
                            sky -> keep(observer.join(station, memory.state(), memory.tallies(), stamp, sky), scored),
                            () -> refused++);
        }
    }

    private Optional<Sky> sky(Taken.Frame frame, Stamp stamp) {
        if (!(decoder.decode(frame.image()) instanceof FrameDecoder.Decoded picture)) {
            return Optional.empty();
        }
        return encoder.encode(picture.pixels())
                .map(embedding -> new Sky(frame.at(), encoder.sha256(), embedding, Optional.empty(), stamp.origin()));
    }

    private Stamp stamp(Taken taken, Stream stream) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        var origin = new Origin(LOG, stream.ordinal(), records++);
        return new Stamp(station.id(), stream, Instant.EPOCH, sequence, taken.at(), taken.at(), origin);
    }

    private void keep(Transition transition, Consumer<Score> scored) {
        memory.keep(transition);
        refused += transition.rejections().size();
        transition.observations().forEach(observation -> publish(observation, scored));
    }

    private void publish(Observation observation, Consumer<Score> scored) {
        var at = new Origin(LOG, Stream.values().length, observations++);
        StationForecaster.Step step =
                forecaster.take(history, observation, at, observation.slot().end());
        history = step.history();
        forecasts += step.forecast().isPresent() ? 1 : 0;
        Instant appendedAt = observation.slot().end();
        List<Scored> scores = new ArrayList<>(verifier.observe(ledger, observation, appendedAt));
        step.forecast().ifPresent(made -> scores.addAll(verifier.foretell(ledger, new Awaited(at, made))));
        scores.forEach(one -> {
            skill.add(one.score());
            scored.accept(one.score());
        });
    }
}
