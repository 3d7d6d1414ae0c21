package org.skycast.benchmarks.flink;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.skycast.avro.CameraFrame;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.records.FrameRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/**
 * Puts embeddings in the place of frames' images, before frames are taken to their stations: no image is sent from one thread
 * to another, and none enters state. Other records pass as they are. For one thread.
 */
final class FrameEyes implements AutoCloseable {

    private final FrameDecoder decoder = new FrameDecoder();
    private final SkyEncoder encoder;
    private final Deserializer<CameraFrame> frames;
    private final Serializer<SpecificRecord> values;

    /** Opens the bundle's encoder, which this closes. */
    FrameEyes(ModelBundle bundle, Map<String, ?> serdes) {
        this.encoder = bundle.openEncoder();
        this.frames = AvroSerdes.values(CameraFrame.class, serdes).deserializer();
        this.values = AvroSerdes.anyValues(serdes);
    }

    /** The record, with an embedding if it is a frame of which one can be made. */
    LogRecord see(LogRecord record) {
        if (!record.topic().equals(Topics.FRAMES.name())) {
            return record;
        }
        CameraFrame frame = frames.deserialize(record.topic(), record.value());
        byte[] halves = embed(FrameRecords.image(frame)).map(Embedding::halves).orElse(new byte[0]);
        frame.setImage(ByteBuffer.allocate(0));
        return record.embedded(values.serialize(record.topic(), frame), halves);
    }

    private Optional<Embedding> embed(byte[] image) {
        return decoder.decode(image) instanceof FrameDecoder.Decoded decoded
                ? encoder.encode(decoded.pixels())
                : Optional.empty();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
