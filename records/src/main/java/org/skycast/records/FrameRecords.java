package org.skycast.records;

import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;

/** Camera frames on their way to the log and out of it. */
public final class FrameRecords {

    private FrameRecords() {}

    /**
     * The frame as the log keeps it, with what its image says of itself.
     *
     * @param image a JPEG or PNG file
     */
    public static CameraFrame toAvro(Numbered frame, byte[] image) {
        boolean png = image.length > 1 && image[1] == 'P';
        Dimension size = size(image);
        return CameraFrame.newBuilder()
                .setStationId(frame.stationId())
                .setEpoch(frame.epoch())
                .setSequence(frame.sequence())
                .setCapturedAt(frame.at())
                .setImage(ByteBuffer.wrap(image))
                .setMediaType(png ? "image/png" : "image/jpeg")
                .setWidth(size.width)
                .setHeight(size.height)
                .setSha256(Sha256.of(image))
                .build();
    }

    /** What a frame at {@code origin} says of itself; {@code appendedAt} in milliseconds since 1970. */
    public static Stamp stamp(CameraFrame record, Origin origin, long appendedAt) {
        return new Numbered(record.getStationId(), record.getEpoch(), record.getSequence(), record.getCapturedAt())
                .stamp(Stream.FRAMES, origin, appendedAt);
    }

    /** The image file, in a new array. */
    public static byte[] image(CameraFrame record) {
        return Buffers.of(record.getImage());
    }

    /** The frame as a sky, once {@code encoderSha256} has seen it. */
    public static Sky sky(CameraFrame record, Stamp stamp, String encoderSha256, Embedding embedding) {
        return new Sky(stamp.eventTime(), encoderSha256, embedding, sha256(record), stamp.origin());
    }

    /** The image's digest in hexadecimal, if the frame names it. */
    private static Optional<String> sha256(CameraFrame record) {
        return Optional.of(record.getSha256()).filter(digest -> !digest.isEmpty());
    }

    /** What the header says; zero where it says nothing: the stream rejects such a frame, and keeps it to be looked at. */
    private static Dimension size(byte[] image) {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(image))) {
            var readers = ImageIO.getImageReaders(stream);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                reader.setInput(stream, true, true);
                var size = new Dimension(reader.getWidth(0), reader.getHeight(0));
                reader.dispose();
                return size;
            }
        } catch (IOException | RuntimeException e) {
            return new Dimension();
        }
        return new Dimension();
    }
}
