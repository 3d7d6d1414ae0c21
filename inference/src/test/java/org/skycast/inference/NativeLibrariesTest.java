package org.skycast.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {

    @Test
    void libraryThatCannotBeLoadedIsOneSentenceThatSaysWhatToDo() {
        var link = new UnsatisfiedLinkError("/x/lib.so: /x/lib.so: failed to map segment from shared object");
        assertThat(NativeLibraries.sentence(new IllegalStateException("no", new ExecutionException(link))))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith("A native library cannot be loaded (failed to map segment from shared object); ")
                        .contains(System.getProperty("java.io.tmpdir"), "noexec", "-Djava.io.tmpdir=DIR")
                        .doesNotContain("\n"));
        assertThat(NativeLibraries.sentence(new NoClassDefFoundError("Could not initialize class org.rocksdb.Options")))
                .isPresent();
    }

    @Test
    void folderIsThatOfTheLibraryWhichFailed() {
        String usual = System.getProperty("java.io.tmpdir");
        System.setProperty("org.sqlite.tmpdir", "/of/sqlite");
        try {
            assertThat(NativeLibraries.sentence(new UnsatisfiedLinkError("/x/libonnxruntime.so: no")))
                    .hasValueSatisfying(said -> assertThat(said).contains("unpacked to " + usual + ","));
            assertThat(NativeLibraries.sentence(
                            new NoClassDefFoundError("Could not initialize class org.sqlite.SQLiteJDBCLoader")))
                    .hasValueSatisfying(said -> assertThat(said).contains("unpacked to /of/sqlite,"));
        } finally {
            System.clearProperty("org.sqlite.tmpdir");
        }
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(NativeLibraries.sentence(new IllegalStateException(new NoClassDefFoundError("org/x/Y"))))
                .isEmpty();
        var loop = new IllegalStateException();
        loop.initCause(new IllegalArgumentException(loop));
        assertThat(NativeLibraries.sentence(loop)).isEmpty();
    }
}
