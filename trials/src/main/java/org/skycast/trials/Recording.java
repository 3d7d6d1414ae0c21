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
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.process.frame.FrameResult;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.MemoryLearningStore;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.session.Encoding;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.session.StationSession;
import org.skycast.nowcast.station.Station;

/**
 * One station's recorded sources, through the domain and a bundle to scores, without a log between: each record counts as
 * appended at its own event time, in the order of event time. The same sources and bundle give the same scores.
 */
public final class Recording {

    private static final String LOG = "recorded";

    private final Station station;
    private final List<Source> sources;
    private final Duration slotLength;
    private final FramePreparation pictures;
    private final SkyEncoder encoder;
    private final FrameDecoder decoder = new FrameDecoder();
    private final StationSession session;
    private final VoiceVerifier verifier;
    private final VoicedSkill skill;
    private final Map<Stream, Long> sequences = new EnumMap<>(Stream.class);
    private long records;
    private long observations;
    private long forecasts;
    private long refused;
    private Optional<Instant> first = Optional.empty();

    /**
     * A recording that is still to be run. The encoder and the forecaster stay the caller's, who closes them.
     *
     * @param pictures prepares frames as the edge would have
     * @param adapt whether the station teaches the forecaster
     */
    public Recording(
            Station station,
            List<Source> sources,
            FramePreparation pictures,
            ObservePolicy policy,
            SkyEncoder encoder,
            Forecaster forecaster,
            Adapt adapt) {
        this.station = station;
        this.sources = sources;
        this.pictures = pictures;
        this.slotLength = forecaster.featureSpec().slotLength();
        this.verifier = new VoiceVerifier(station.id(), adapt.voices(), policy.amendment());
        this.skill = new VoicedSkill(adapt.voices());
        this.encoder = encoder;
        this.session = new StationSession(
                new ObservationSession(new StationObserver(policy), station, new MemoryJoinStore()),
                new ForecastSession(new MemoryHistoryStore()),
                SlotModels.only(forecaster, learning(adapt)));
    }

    private static Learning learning(Adapt adapt) {
        return adapt == Adapt.ON ? new Learning.Own(new MemoryLearningStore()) : Learning.none();
    }

    /**
     * What came of a station's recording.
     *
     * @param records frames and readings that the sources gave
     * @param refused how many of them, or of their values, were not used
     */
    public record Outcome(
            String stationId, long records, long refused, long observations, long forecasts, VoicedSkill skill) {}

    /**
     * Runs the recording to its end, and scores what is foretold.
     *
     * @param progress is told how many records have been read, slot by slot
     * @param scored is told every score
     */
    public Outcome run(LongConsumer progress, Consumer<VoicedScore> scored) {
        return walk(progress, step -> score(step, scored));
    }

    /**
     * Runs the recording to its end; the outcome has no scores.
     *
     * @param progress is told how many records have been read, slot by slot
     * @param taker is told every observation, and what was foretold of it
     */
    public Outcome walk(LongConsumer progress, Consumer<StationSession.Step> taker) {
        for (Optional<Instant> next = next(); next.isPresent(); next = next()) {
            Instant end = Slot.holding(next.get(), slotLength).end();
            List<Sample> taken = new ArrayList<>();
            sources.forEach(source -> taken.addAll(source.takeBefore(end)));
            taken.sort(Comparator.comparing(Sample::at));
            taken.forEach(one -> take(one, taker));
            progress.accept(records);
        }
        return new Outcome(station.id(), records, refused, observations, forecasts, skill);
    }

    private Optional<Instant> next() {
        return sources.stream().flatMap(source -> source.next().stream()).min(Comparator.naturalOrder());
    }

    private void take(Sample taken, Consumer<StationSession.Step> taker) {
        if (taken instanceof Sample.Values values) {
            var reading = new Reading(stamp(taken, Stream.READINGS), values.values());
            keep(session.read(reading, this::append), taker);
        } else if (taken instanceof Sample.Frame frame) {
            // As the edge would have sent it.
            FrameResult preparation = pictures.prepare(frame);
            if (preparation instanceof FrameResult.Prepared prepared) {
                Sample.Frame sent = prepared.frame();
                Stamp stamp = stamp(sent, Stream.FRAMES);
                keep(session.see(stamp, () -> encode(sent.image(), stamp), this::append), taker);
            } else if (preparation instanceof FrameResult.Refused) {
                records++;
                refused++;
            }
        }
    }

    private Encoding encode(byte[] image, Stamp stamp) {
        FrameDecoder.Outcome outcome = decoder.decode(image);
        if (outcome instanceof FrameDecoder.Refused no) {
            return new Encoding.Unusable(no.rejection());
        }
        return encoder.encode(((FrameDecoder.Decoded) outcome).pixels())
                .<Encoding>map(
                        embedding -> new Encoding.Encoded(Sky.of(stamp, encoder.sha256(), embedding, Optional.empty())))
                .orElseGet(() -> new Encoding.Unusable(
                        new Rejection(Reason.EMBEDDING_UNUSABLE, "The encoder makes nothing of the frame.")));
    }

    private Stamp stamp(Sample taken, Stream stream) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        var origin = new Origin(LOG, stream.ordinal(), records++);
        return new Stamp(station.id(), stream, Instant.EPOCH, sequence, taken.at(), taken.at(), origin);
    }

    private LoggedObservation append(Observation observation) {
        var at = new Origin(LOG, Stream.values().length, observations++);
        return new LoggedObservation(observation, at, observation.slot().end());
    }

    private void keep(StationSession.Outcome outcome, Consumer<StationSession.Step> taker) {
        refused += outcome.rejections().size();
        for (StationSession.Step step : outcome.steps()) {
            forecasts += step.taken().issue().isPresent() ? 1 : 0;
            taker.accept(step);
        }
    }

    private void score(StationSession.Step step, Consumer<VoicedScore> scored) {
        LoggedObservation logged = step.observation();
        keep(verifier.observe(logged), scored);
        step.taken().issue().ifPresent(issue -> {
            first = first.or(() -> Optional.of(logged.observation().slot().end()));
            keep(verifier.foretell(logged, issue), scored);
        });
    }

    private void keep(List<VoicedScore> scores, Consumer<VoicedScore> scored) {
        first.ifPresent(begin -> scores.forEach(one -> {
            skill.add(one, begin);
            scored.accept(one);
        }));
    }
}
