package org.skycast.inference.sky;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people have in place of frames, told by its first bytes, so that a refusal can name it. */
final class OtherKind {

    private static final int BEGINNING = 16;

    /** By how a file begins, a byte a character; a question mark is any byte. */
    private static final Map<String, String> BEGINNINGS = Map.ofEntries(
            Map.entry("GIF8", "a GIF"),
            Map.entry("RIFF????WEBP", "a WebP"),
            Map.entry("RIFF????AVI ", "an AVI film"),
            Map.entry("BM", "a BMP"),
            Map.entry("II*\0", "a TIFF"),
            Map.entry("MM\0*", "a TIFF"),
            Map.entry("????ftyphei", "a HEIC"),
            Map.entry("????ftyphev", "a HEIC"),
            Map.entry("????ftypmif1", "a HEIC"),
            Map.entry("????ftypavif", "an AVIF"),
            Map.entry("????ftyp", "an MP4 film"),
            Map.entry("%PDF", "a PDF"),
            Map.entry("\u001f\u008b", "something packed by gzip"),
            Map.entry("<", "a web page"));

    private OtherKind() {}

    /** Its name with its article, if it is known; the longest beginning that fits counts. */
    static Optional<String> of(byte[] file) {
        String text = new String(file, 0, Math.min(BEGINNING, file.length), StandardCharsets.ISO_8859_1);
        String shown = text.stripLeading().startsWith("<") ? "<" : text;
        return BEGINNINGS.entrySet().stream()
                .filter(one -> fits(shown, one.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue);
    }

    private static boolean fits(String text, String beginning) {
        for (int i = 0; i < beginning.length(); i++) {
            char wanted = beginning.charAt(i);
            if (i >= text.length() || (wanted != '?' && wanted != text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Why such a file is no frame, in one sentence. */
    static String refusal(byte[] file) {
        if (file.length == 0) {
            return "The image is empty.";
        }
        return of(file).map(kind -> String.format(
                        Locale.ROOT,
                        "The %d bytes are %s, and neither a JPEG nor a PNG image; have the camera make one of these.",
                        file.length,
                        kind))
                .orElseGet(() ->
                        String.format(Locale.ROOT, "The %d bytes are neither a JPEG nor a PNG image.", file.length));
    }
}
