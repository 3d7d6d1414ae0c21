package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.skycast.streams.StartupException;

class StartupChecksTest {

    @Test
    void storesCanBeOpenedHere() {
        assertThatCode(StartupChecks::stores).doesNotThrowAnyException();
    }

    @Test
    void libraryOfTheStoresThatCannotBeLoadedIsOneSentence() {
        StartupException failure = catchThrowableOfType(
                StartupException.class,
                () -> StartupChecks.stores(() -> {
                    throw new UnsatisfiedLinkError("/x/lib.so: /x/lib.so: failed to map segment from shared object");
                }));
        assertThat(failure.getMessage())
                .startsWith("The stores cannot be opened. A native library cannot be loaded"
                        + " (failed to map segment from shared object); ")
                .doesNotContain("\n");
    }
}
