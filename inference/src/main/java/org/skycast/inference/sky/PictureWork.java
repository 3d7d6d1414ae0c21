package org.skycast.inference.sky;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;

/**
 * How much a picture may ask of its decoder, counted before any of it is decoded.
 *
 * @param maxPixels an image of more pixels than this is refused
 */
record PictureWork(int maxPixels) {

    /** Stills of 100 million pixels are 11,648 wide, panoramas twice that. */
    private static final int MOST_SIDE = 30_000;

    /** Readers allocate and report by row: of 12 million rows of one pixel, one of them took two seconds. */
    private static final int MOST_ASPECT = 40;

    /** Progressive pictures have about ten, and no script of scans in use has sixty. */
    private static final int MOST_SCANS = 200;

    /**
     * Pixels, times the scans that go over them: five of 100 million pixels, twenty of 24 million. About 150 million are
     * decoded in a second, so that this takes four.
     */
    private static final long MOST_WORK = 500_000_000;

    /**
     * Why a picture is not decoded; empty if it may be.
     *
     * @param width as its header says, in pixels
     * @param height likewise
     */
    Optional<Rejection> tooMuch(byte[] file, int width, int height) {
        if ((long) width * height > maxPixels) {
            return tooLarge(
                    "The image has %d x %d pixels; at most %d are taken; shrink it at the edge.",
                    width, height, maxPixels);
        }
        return tooLong(width, height).or(() -> tooOften(JpegScans.in(file), width, height));
    }

    private static Optional<Rejection> tooLong(int width, int height) {
        int longer = Math.max(width, height);
        if (longer > MOST_SIDE || longer > (long) MOST_ASPECT * Math.min(width, height)) {
            return tooLarge(
                    "The image has %d x %d pixels; at most %d on a side, and %d times the other, are taken; crop it.",
                    width, height, MOST_SIDE, MOST_ASPECT);
        }
        return Optional.empty();
    }

    private static Optional<Rejection> tooOften(int scans, int width, int height) {
        if (scans > MOST_SCANS || (long) width * height * scans > MOST_WORK) {
            return tooLarge(
                    "The image goes over its %d x %d pixels %d times; at most %d times and %d pixels in all are taken; "
                            + "have the camera make no progressive pictures.",
                    width, height, scans, MOST_SCANS, MOST_WORK);
        }
        return Optional.empty();
    }

    private static Optional<Rejection> tooLarge(String sentence, @Nullable Object... parts) {
        return Optional.of(new Rejection(Reason.IMAGE_TOO_LARGE, sentence.formatted(parts)));
    }
}
