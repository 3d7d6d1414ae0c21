package org.skycast.edge.source.console;

import java.util.Optional;

/**
 * What a console asked, as it stands in the request; nothing is decoded yet.
 *
 * @param target path and query, with whatever stands there
 * @param body empty if there is none
 */
record ConsoleRequest(String target, String body) {

    private static final int SHOWN = 60;

    /**
     * The fields of the target and of the body as one text, where the target begins with {@code path} or has no path at all:
     * some firmware forgets the question mark, or the path. Empty where it is of another path.
     */
    Optional<String> fieldsAt(String path) {
        String asked = target.replaceFirst("(?i)^https?://[^/?]*", "").replaceFirst("^/{2,}", "/");
        String bare = withoutSlash(path);
        boolean there = asked.regionMatches(true, 0, bare, 0, bare.length());
        boolean noPath = !asked.startsWith("/");
        return there || noPath
                ? Optional.of((there ? asked.substring(bare.length()) : asked) + "&" + body)
                : Optional.empty();
    }

    /** The path alone, for people: what stands behind it may be secret. */
    String shownPath() {
        String path = target.split("[?&=;\\s]", 2)[0].replaceAll("[^\\x21-\\x7e]", "?");
        return path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
