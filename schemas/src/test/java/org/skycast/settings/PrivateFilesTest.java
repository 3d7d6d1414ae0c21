package org.skycast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file systems have no such rights")
class PrivateFilesTest {

    @TempDir
    Path folder;

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void othersHaveNoRightsAndOwnerAndGroupKeepTheirs() throws IOException {
        Path file = Files.writeString(folder.resolve("old"), "kept");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.make(file);
        assertThat(rights(file)).isEqualTo("rw-r-----");
        assertThat(file).hasContent("kept");
        PrivateFiles.make(folder.resolve("new"));
        assertThat(rights(folder.resolve("new"))).endsWith("---");
        PrivateFiles.makeDirectory(folder.resolve("a/b"));
        assertThat(rights(folder.resolve("a/b"))).endsWith("---");
        PrivateFiles.close(folder.resolve("none"));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void whatAllMayReadIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yaml"), "password: x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(PrivateFiles.warning(file))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(file.toString(), "chmod o-rwx"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(PrivateFiles.warning(file)).isEmpty();
        assertThat(PrivateFiles.warning(folder.resolve("none"))).isEmpty();
    }
}
