package org.skycast.edge.process;

import java.time.Instant;
import java.util.List;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.edge.source.Sample;

/**
 * What is done to what sources gave before it is kept; {@link EdgeProcessor} does what the settings say. It may take long and holds nothing of the spool. Several stations
 * may be processed at the same time, each of them by one thread at a time: whoever processes a station's samples has them
 * kept and then calls {@link #commit}, or {@link #rollBack} where they cannot be, before the station's next are processed.
 */
public interface SampleProcessor extends AutoCloseable {

    /** Keeps everything as it is. */
    SampleProcessor NONE = new SampleProcessor() {
        @Override
        public List<String> stations() {
            return List.of();
        }

        @Override
        public Processed process(List<Sample> samples, Instant takenAt) {
            return Processed.asIs(samples);
        }

        @Override
        public Processed advance(String station, Instant now) {
            return Processed.NOTHING;
        }

        @Override
        public void commit(String station) {}

        @Override
        public void rollBack(String station) {}

        @Override
        public LatestForecasts forecasts() {
            return LatestForecasts.NONE;
        }
    };

    /** Those whose time is to go on. */
    List<String> stations();

    /**
     * What is to be kept in the place of {@code samples}; their items count as taken in any case.
     *
     * @param takenAt now
     */
    Processed process(List<Sample> samples, Instant takenAt);

    /** Lets time go on, so that the slots of a station that has fallen silent close; to be called twice a minute. */
    Processed advance(String station, Instant now);

    /** What was processed of a station is on disk. */
    void commit(String station);

    /** What was processed of a station since the last commit is as if it had never come. */
    void rollBack(String station);

    /**
     * A network failed on a sample that is to be kept all the same: from now on there is no model.
     *
     * @param why one plain sentence
     */
    default void giveUpModel(String why) {}

    /** The forecasts that were made here, and are on disk. */
    LatestForecasts forecasts();

    @Override
    default void close() {}
}
