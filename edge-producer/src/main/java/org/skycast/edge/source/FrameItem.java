package org.skycast.edge.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a frame that came in a file is called as an item: by the file's name and by what it was.
 *
 * @param name from its source's directory on, with slashes
 * @param size in bytes
 * @param modified in milliseconds since 1970
 * @param sum of its bytes
 */
public record FrameItem(String name, long size, long modified, String sum) {

    private static final Pattern TEXT =
            Pattern.compile("(.+)\\|(\\d{1,18})\\|(-?\\d{1,18})\\|([0-9a-z]+)", Pattern.DOTALL);

    /** The item of this text; empty for one of another kind, or of an older version, which was the name alone. */
    public static Optional<FrameItem> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new FrameItem(
                        parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)), parts.group(4)))
                : Optional.empty();
    }

    /** As it is remembered. */
    public String text() {
        return "%s|%d|%d|%s".formatted(name, size, modified, sum);
    }
}
