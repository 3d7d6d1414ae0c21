package org.skycast.edge.process.frame;

import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import org.skycast.edge.source.camera.PictureExif;

/**
 * How a picture's rows lie, as its EXIF says (CIPA DC-008, tag 274).
 *
 * @param tag 1 for upright, to 8
 */
record Orientation(int tag) {

    static final Orientation UPRIGHT = new Orientation(1);

    /** The picture's orientation; upright where it does not say, or says what cannot be. */
    static Orientation of(byte[] file) {
        // Metadata that cannot be read is stripped all the same.
        var directory = PictureExif.of(file).getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer tag = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return tag == null || tag < 1 || tag > 8 ? UPRIGHT : new Orientation(tag);
    }

    boolean isUpright() {
        return tag == 1;
    }

    /** Whether width and height change places. */
    boolean isTurned() {
        return tag >= 5;
    }

    /** From the picture as it lies, {@code width} by {@code height} pixels, to upright. */
    AffineTransform toUpright(int width, int height) {
        return switch (tag) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
