package org.skycast.cli;

/**
 * Colours on a terminal, by ANSI's codes; the text alone where there is no terminal, or {@code NO_COLOR} is set.
 *
 * @param isOn whether there are any
 */
public record Colours(boolean isOn) {

    /** Those of this process's output. */
    public static Colours ofProcess() {
        String none = System.getenv("NO_COLOR");
        return new Colours(Boolean.getBoolean("skycast.terminal") && (none == null || none.isEmpty()));
    }

    /** What nobody should miss. */
    public String red(String text) {
        return coded("1;31", text);
    }

    /** What is as it should be. */
    public String green(String text) {
        return coded("32", text);
    }

    /** What may be looked at. */
    public String yellow(String text) {
        return coded("33", text);
    }

    /** What stands beside. */
    public String faint(String text) {
        return coded("2", text);
    }

    /** A heading. */
    public String bold(String text) {
        return coded("1", text);
    }

    private String coded(String code, String text) {
        return isOn && !text.isEmpty() ? "\033[%sm%s\033[0m".formatted(code, text) : text;
    }
}
