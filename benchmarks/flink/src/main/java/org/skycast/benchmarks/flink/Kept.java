package org.skycast.benchmarks.flink;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flink's state, whose methods throw anything, for a domain that does not. */
final class Kept {

    private Kept() {}

    /** Reads something that may not be there. */
    interface Read<T> {
        @Nullable
        T read() throws Exception;
    }

    /** Changes something. */
    interface Write {
        void write() throws Exception;
    }

    static <T> Optional<T> read(Read<T> state) {
        try {
            return Optional.ofNullable(state.read());
        } catch (Exception e) {
            throw new IllegalStateException("The state cannot be read.", e);
        }
    }

    static void write(Write state) {
        try {
            state.write();
        } catch (Exception e) {
            throw new IllegalStateException("The state cannot be written.", e);
        }
    }
}
