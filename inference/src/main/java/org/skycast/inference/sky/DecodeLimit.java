package org.skycast.inference.sky;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends a decoder that takes too long: on its next rows, or when it next wants bytes. What can be counted beforehand is
 * bounded by counting, the same on every machine; this is for what nobody has thought of.
 */
final class DecodeLimit extends ByteArrayInputStream implements IIOReadProgressListener {

    private final LongSupplier nanoTime;
    private final long from;
    private final long limit;
    private boolean over;

    /** @param nanoTime as {@link System#nanoTime} */
    DecodeLimit(byte[] file, Duration limit, LongSupplier nanoTime) {
        super(file);
        this.nanoTime = nanoTime;
        this.from = nanoTime.getAsLong();
        this.limit = limit.toNanos();
    }

    /** Whether the decoder was ended, so that what it gave is no picture. */
    synchronized boolean isOver() {
        over |= nanoTime.getAsLong() - from > limit;
        return over;
    }

    @Override
    public synchronized int read(byte[] to, int at, int length) {
        // The end of the file: readers of cut files end, and what they give is thrown away.
        return isOver() ? -1 : super.read(to, at, length);
    }

    @Override
    public void imageProgress(ImageReader reader, float percentageDone) {
        if (isOver()) {
            reader.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader reader, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void imageStarted(ImageReader reader, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}
}
