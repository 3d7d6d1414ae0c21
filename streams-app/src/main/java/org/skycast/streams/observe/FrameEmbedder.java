package org.skycast.streams.observe;

import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Sky;
import org.skycast.records.FrameRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.SkyEmbedder;

/** Frames to embeddings. No image goes further, and none enters a store. */
public final class FrameEmbedder extends ContextualProcessor<String, Object, String, Object> {

    private final Supplier<SkyEmbedder> open;
    private final NowcastMetrics metrics;
    private @Nullable SkyEmbedder skies;
    private @Nullable ObservationSink outlet;

    /** @param open opens the encoder of this task, which closes it */
    public FrameEmbedder(Supplier<SkyEmbedder> open, NowcastMetrics metrics) {
        this.open = open;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        skies = open.get();
        outlet = new ObservationSink(context, metrics);
    }

    @Override
    public void process(Record<String, Object> record) {
        if (skies == null || outlet == null || !(record.value() instanceof FrameGate.Admitted admitted)) {
            throw new IllegalStateException("init was not called, or another kind of record came");
        }
        SkyEmbedder encoder = skies;
        byte[] image = FrameRecords.image(admitted.frame().record());
        SkyEmbedder.Outcome outcome = metrics.timingFrame(() -> encoder.embed(image));
        if (outcome instanceof SkyEmbedder.Unusable unusable) {
            outlet.reject(record, admitted.frame(), unusable.rejection());
        } else if (outcome instanceof SkyEmbedder.Embedded embedded) {
            Sky sky = FrameRecords.sky(
                    admitted.frame().record(), admitted.stamp(), encoder.encoderSha256(), embedded.embedding());
            context()
                    .forward(
                            record.withValue(
                                    (Object) new SlotJoiner.Joinable(admitted.station(), admitted.stamp(), sky)),
                            ObserveNodes.JOIN);
        }
    }

    @Override
    public void close() {
        if (skies != null) {
            skies.close();
            skies = null;
        }
    }
}
