package org.skycast.edge.source.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.skycast.settings.SettingsException;

/**
 * A user and a password, if they are asked for.
 *
 * @param password as the settings or the environment have it
 * @param passwordFile whose first line is the password, in its place
 */
public record Login(Optional<String> user, Optional<Secret> password, Optional<Path> passwordFile) {

    /** Nobody. */
    public static final Login NONE = new Login(Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if the password is given twice */
    public Login {
        if (password.isPresent() && passwordFile.isPresent()) {
            throw new IllegalArgumentException("Both password and passwordFile are given; keep one of them.");
        }
    }

    /**
     * The password, read anew from its file if it is in one, so that a changed one holds from the next start of the source.
     *
     * @throws SettingsException if the file cannot be read
     */
    public Optional<String> secret() {
        return passwordFile.map(Login::firstLine).or(() -> password.map(Secret::value));
    }

    /** The same, a relative file taken to be in {@code folder}. */
    public Login relativeTo(Path folder) {
        return new Login(user, password, passwordFile.map(folder::resolve).map(Path::normalize));
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new SettingsException(
                    "The passwordFile %s cannot be read; create it or correct the path.".formatted(file), e);
        }
    }
}
