package org.skycast.streams.observe;

import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.nowcast.observe.Sky;
import org.skycast.records.FrameRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.SkyEmbedder;
import org.skycast.streams.topology.TaskProcessor;

/** Frames to embeddings. No image goes further, and none enters a store. */
final class FrameEmbedder extends TaskProcessor<AdmittedFrame, JoinableSky, FrameEmbedder.Task> {

    private final Supplier<SkyEmbedder> open;
    private final NowcastMetrics metrics;

    /** @param open opens the encoder of this task, which closes it */
    FrameEmbedder(Supplier<SkyEmbedder> open, NowcastMetrics metrics) {
        this.open = open;
        this.metrics = metrics;
    }

    record Task(SkyEmbedder encoder, RejectionSink rejections) {}

    @Override
    protected Task open(ProcessorContext<String, JoinableSky> context) {
        return new Task(open.get(), new RejectionSink(context, metrics));
    }

    @Override
    protected void process(Task task, Record<String, AdmittedFrame> record) {
        AdmittedFrame admitted = record.value();
        byte[] image = FrameRecords.image(admitted.frame().record());
        SkyEmbedder.Outcome outcome = metrics.timingFrame(() -> task.encoder().embed(image));
        if (outcome instanceof SkyEmbedder.Unusable unusable) {
            task.rejections().reject(record, admitted.frame(), unusable.rejection());
        } else if (outcome instanceof SkyEmbedder.Embedded embedded) {
            Sky sky = FrameRecords.sky(
                    admitted.frame().record(), admitted.stamp(), task.encoder().encoderSha256(), embedded.embedding());
            var joinable = new JoinableSky(admitted.station(), admitted.stamp(), sky);
            ObserveNodes.JOIN.forward(context(), record.withValue(joinable));
        }
    }

    @Override
    protected void close(Task task) {
        task.encoder().close();
    }
}
