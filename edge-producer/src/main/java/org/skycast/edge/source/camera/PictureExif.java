package org.skycast.edge.source.camera;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.skycast.inference.sky.FrameFormat;

/**
 * What a picture's EXIF says, and nothing else: a reader of all metadata unpacks compressed texts and profiles, a thousand
 * bytes from each.
 */
public final class PictureExif {

    /** A chunk of a PNG file holds at most what a JPEG segment does. */
    private static final int MOST_BYTES = 65_535;

    private static final int AROUND_CHUNK = 12;

    private PictureExif() {}

    /** The EXIF of a JPEG or PNG file; empty where there is none, or none that can be read. */
    public static Metadata of(byte[] file) {
        try {
            return FrameFormat.of(file).filter(FrameFormat.PNG::equals).isPresent()
                    ? ofPng(file)
                    : JpegMetadataReader.readMetadata(new ByteArrayInputStream(file), List.of(new ExifReader()));
        } catch (JpegProcessingException | IOException | RuntimeException e) {
            // Such readers throw all kinds of runtime exceptions on hostile bytes.
            return new Metadata();
        }
    }

    private static Metadata ofPng(byte[] file) {
        var metadata = new Metadata();
        for (int at = FrameFormat.PNG.signatureLength(); at + AROUND_CHUNK <= file.length; ) {
            long length = ByteBuffer.wrap(file, at, 4).getInt() & 0xffffffffL;
            String name = new String(file, at + 4, 4, StandardCharsets.US_ASCII);
            if (at + AROUND_CHUNK + length > file.length) {
                break;
            }
            if (name.equals("eXIf") && length <= MOST_BYTES) {
                byte[] exif = Arrays.copyOfRange(file, at + 8, at + 8 + (int) length);
                new ExifReader().extract(new ByteArrayReader(exif), metadata);
                break;
            }
            at += AROUND_CHUNK + (int) length;
        }
        return metadata;
    }
}
