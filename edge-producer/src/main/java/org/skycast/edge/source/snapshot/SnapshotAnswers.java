package org.skycast.edge.source.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.skycast.edge.source.camera.CameraClient.Known;
import org.skycast.edge.source.camera.Picture;
import org.skycast.text.Printable;

/** Reads what a camera answers. */
record SnapshotAnswers(Snapshot config) {

    private static final int BLOCK = 16_384;
    private static final int GZIP = 0x1f;

    /** The camera answered with what is no picture. */
    static final class NoPicture extends IOException {
        private static final long serialVersionUID = 1L;

        NoPicture(String message) {
            super(message);
        }
    }

    /**
     * The picture in an answer, unless it is the one that was given last.
     *
     * @throws NoPicture if there is none in it
     * @throws IOException if the answer breaks off
     */
    Optional<byte[]> picture(ClassicHttpResponse answer) throws IOException {
        int code = answer.getCode();
        if (code == 304) {
            return Optional.empty();
        }
        if (code == 401 || code == 403) {
            throw new NoPicture("The camera %s refuses the user or the password (status %d); correct them."
                    .formatted(config.shownUrl(), code));
        }
        if (code != 200) {
            throw new NoPicture("The camera %s answered with status %d instead of a picture; %s."
                    .formatted(
                            config.shownUrl(),
                            code,
                            code >= 500 ? "if it does not mend itself, look at the camera" : "check the url"));
        }
        return Optional.of(body(answer.getEntity()));
    }

    /** What tells the answer's picture from the next. */
    static Known known(ClassicHttpResponse answer) {
        return new Known(header(answer, HttpHeaders.ETAG), header(answer, HttpHeaders.LAST_MODIFIED));
    }

    private byte[] body(HttpEntity entity) throws IOException {
        String type = entity == null || entity.getContentType() == null
                ? ""
                : Printable.name(entity.getContentType().toLowerCase(Locale.ROOT));
        if (type.startsWith("multipart/")) {
            throw new NoPicture(
                    "The camera %s answers with a stream, %s; give its url of a single picture, or use command with ffmpeg."
                            .formatted(config.shownUrl(), type));
        }
        int most = (int) Math.min(Integer.MAX_VALUE - 8L, Math.round(config.maxMegabytes() * 1e6));
        byte[] image = entity == null ? new byte[0] : read(entity, most);
        if (image.length > most) {
            throw new NoPicture(
                    "The camera %s answers with more than maxMegabytes, %s; raise it or ask for a smaller one."
                            .formatted(config.shownUrl(), config.maxMegabytes()));
        }
        // The bytes decide: cameras call their pictures text/html, or nothing.
        return Picture.in(image)
                .orElseThrow(() ->
                        new NoPicture("The camera %s answered with %s, which is neither JPEG nor PNG; check the url."
                                .formatted(
                                        config.shownUrl(),
                                        image.length == 0 ? "nothing" : type.isEmpty() ? "something" : type)));
    }

    /** What comes, up to {@code most} and one more; of an answer that breaks off, a picture that is there to its end. */
    private static byte[] read(HttpEntity entity, int most) throws IOException {
        var read = new ByteArrayOutputStream();
        try (InputStream in = unpacked(entity)) {
            byte[] block = new byte[BLOCK];
            for (int n = in.read(block); n >= 0 && read.size() <= most; n = in.read(block)) {
                read.write(block, 0, n);
            }
        } catch (IOException e) {
            // A Content-Length that counts more than there is looks like this too.
            if (Picture.in(read.toByteArray()).filter(Picture::isWhole).isEmpty()) {
                throw e;
            }
        }
        return read.toByteArray();
    }

    /** Some servers pack what nobody asked them to pack; some only say so. */
    private static InputStream unpacked(HttpEntity entity) throws IOException {
        String encoding = String.valueOf(entity.getContentEncoding()).toLowerCase(Locale.ROOT);
        var content = new PushbackInputStream(entity.getContent(), 1);
        int first = encoding.contains("gzip") ? content.read() : -1;
        if (first >= 0) {
            content.unread(first);
        }
        return first == GZIP ? new GZIPInputStream(content, BLOCK) : content;
    }

    private static String header(ClassicHttpResponse answer, String name) {
        Header header = answer.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }
}
