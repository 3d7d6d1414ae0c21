package org.skycast.records;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.observe.Origin;

/** What stations have taught, between the domain and the log. */
public final class StationLearningRecords {

    private StationLearningRecords() {}

    /**
     * The snapshot as the log keeps it.
     *
     * @param observation where the observation stands whose forecast was the first that was made with it
     */
    @SuppressWarnings("NullAway") // a nullable field of the record
    public static StationLearning toAvro(LearningSnapshot snapshot, Origin observation) {
        return new StationLearning(
                snapshot.stationId(),
                snapshot.model().id(),
                snapshot.model().version(),
                snapshot.model().sha256(),
                snapshot.from(),
                snapshot.days(),
                snapshot.cases(),
                snapshot.learnt().map(ByteBuffer::wrap).orElse(null),
                OriginRecords.toAvro(observation));
    }

    /** The snapshot that the log keeps. */
    public static LearningSnapshot toDomain(StationLearning record) {
        return new LearningSnapshot(
                record.getStationId(),
                new Forecaster.Model(record.getModelId(), record.getModelVersion(), record.getBundleSha256()),
                record.getFrom(),
                record.getDays(),
                record.getCases(),
                Optional.ofNullable(record.getLearnt()).map(Buffers::of));
    }
}
