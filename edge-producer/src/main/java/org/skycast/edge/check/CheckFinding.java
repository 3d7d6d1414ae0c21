package org.skycast.edge.check;

/** What a look has found. */
public sealed interface CheckFinding {

    /** What was seen, or what is wrong and what to do, in words. */
    String seen();

    /** All is well. */
    record Ok(String seen) implements CheckFinding {}

    /** The edge works, but somebody should know. */
    record Warn(String seen) implements CheckFinding {}

    /** The edge will not work, or not lose nothing. */
    record Failed(String seen) implements CheckFinding {}

    /** How it is shown: {@code ok}, {@code warn} or {@code FAILED}. */
    default String state() {
        if (this instanceof Ok) {
            return "ok";
        }
        return this instanceof Warn ? "warn" : "FAILED";
    }
}
