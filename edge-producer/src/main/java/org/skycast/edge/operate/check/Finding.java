package org.skycast.edge.operate.check;

/** What a look has found. */
public sealed interface Finding {

    /** What was seen, or what is wrong and what to do, in words. */
    String seen();

    /** All is well. */
    record Ok(String seen) implements Finding {}

    /** The edge works, but somebody should know. */
    record Warn(String seen) implements Finding {}

    /** The edge will not work, or not lose nothing. */
    record Failed(String seen) implements Finding {}

    /** How it is shown: {@code ok}, {@code warn} or {@code FAILED}. */
    default String state() {
        if (this instanceof Ok) {
            return "ok";
        }
        return this instanceof Warn ? "warn" : "FAILED";
    }
}
