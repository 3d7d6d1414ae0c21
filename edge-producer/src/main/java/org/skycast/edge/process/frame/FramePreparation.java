package org.skycast.edge.process.frame;

import org.skycast.edge.source.Sample;
import org.skycast.edge.source.camera.Picture;
import org.skycast.inference.sky.AreaAverage;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.Pixels;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/**
 * Makes a camera's picture fit to be sent: checked, without metadata, upright, small, and with what is private painted
 * out. The same picture and settings give the same bytes. A picture that is small already, upright and has no mask keeps
 * its pixels bit for bit. Thread-safe.
 */
public final class FramePreparation {

    /** What the topology takes: {@link FrameDecoder#FrameDecoder()}. */
    private static final int SENT_BYTES = 2 << 20;

    private static final int SENT_PIXELS = 12_000_000;

    /** The decoder holds a progressive picture's coefficients in memory, three to six bytes a pixel. */
    private static final int PROGRESSIVE_PIXELS = 24_000_000;

    private static final FrameDecoder DECODER = new FrameDecoder(Picture.MOST_BYTES, Picture.MOST_PIXELS);
    private static final FrameDecoder PROGRESSIVE = new FrameDecoder(Picture.MOST_BYTES, PROGRESSIVE_PIXELS);

    private final PictureSettings settings;
    private final Site site;

    /** @param site the station's, for where the sun stands */
    public FramePreparation(PictureSettings settings, Site site) {
        this.settings = settings;
        this.site = site;
    }

    /** What becomes of a frame. */
    public FrameResult prepare(Sample.Frame frame) {
        if (settings.skipDark().isPresent()) {
            double elevation = SunPosition.of(site, frame.at()).elevation();
            if (elevation < settings.skipDark().get()) {
                return new FrameResult.Dark(elevation);
            }
        }
        byte[] file = frame.image();
        FrameDecoder decoder = JpegFile.isProgressive(file) ? PROGRESSIVE : DECODER;
        // Twice what is wanted is read, so that each pixel that is sent is a mean of several.
        FrameDecoder.Outcome outcome = decoder.decode(file, 2 * settings.shortSide());
        if (outcome instanceof FrameDecoder.Refused refused) {
            return new FrameResult.Refused(refused.rejection());
        }
        byte[] made = made(file, ((FrameDecoder.Decoded) outcome).pixels());
        return made.length > SENT_BYTES
                ? new FrameResult.Refused(new Rejection(
                        Reason.IMAGE_TOO_LARGE,
                        "The prepared image has %d bytes; at most %d can be sent; lower picture: shortSide or quality."
                                .formatted(made.length, SENT_BYTES)))
                : new FrameResult.Prepared(new Sample.Frame(frame.stationId(), frame.at(), frame.item(), made));
    }

    private byte[] made(byte[] file, Pixels picture) {
        Orientation orientation = Orientation.of(file);
        boolean small = Math.min(picture.width(), picture.height()) <= settings.shortSide()
                && (long) picture.width() * picture.height() <= SENT_PIXELS;
        if (small && orientation.isUpright() && settings.mask().isEmpty()) {
            byte[] bare = JpegFile.is(file) ? JpegFile.bare(file) : PngFile.bare(file);
            if (bare.length <= SENT_BYTES) {
                return bare;
            }
        }
        Canvas canvas = Canvas.of(small ? picture : shrunk(picture)).turned(orientation);
        settings.mask().forEach(canvas::paintOut);
        return canvas.jpeg(settings.quality());
    }

    private Pixels shrunk(Pixels picture) {
        double scale = Math.min(
                (double) settings.shortSide() / Math.min(picture.width(), picture.height()),
                Math.sqrt((double) SENT_PIXELS / picture.width() / picture.height()));
        return AreaAverage.shrink(
                picture, side(picture.width(), Math.min(1, scale)), side(picture.height(), Math.min(1, scale)));
    }

    private static int side(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }
}
