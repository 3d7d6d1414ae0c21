package org.skycast.edge.process.frame;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.skycast.inference.sky.Pixels;

/** A picture that is worked on. */
final class Canvas {

    private final BufferedImage image;

    private Canvas(BufferedImage image) {
        this.image = image;
    }

    static Canvas of(Pixels picture) {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = picture.rgb();
        for (int at = 0; at < bgr.length; at += 3) {
            bgr[at] = rgb[at + 2];
            bgr[at + 1] = rgb[at + 1];
            bgr[at + 2] = rgb[at];
        }
        return new Canvas(image);
    }

    /** The picture, upright; whole pixels change places. */
    Canvas turned(Orientation orientation) {
        if (orientation.isUpright()) {
            return this;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        var upright = orientation.isTurned()
                ? new BufferedImage(height, width, BufferedImage.TYPE_3BYTE_BGR)
                : new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = upright.createGraphics();
        graphics.drawImage(image, orientation.toUpright(width, height), null);
        graphics.dispose();
        return new Canvas(upright);
    }

    /** Paints over a polygon, its edge included, so that no pixel is left that is private in part. */
    void paintOut(List<PictureSettings.Corner> polygon) {
        var path = new Path2D.Double();
        for (PictureSettings.Corner corner : polygon) {
            double x = corner.x() * image.getWidth();
            double y = corner.y() * image.getHeight();
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fill(path);
        graphics.setStroke(new BasicStroke(3));
        graphics.draw(path);
        graphics.dispose();
    }

    /** The picture as a JPEG file with no more in it than its pixels. */
    byte[] jpeg(double quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam writing = writer.getDefaultWriteParam();
            writing.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            writing.setCompressionQuality((float) quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), writing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
