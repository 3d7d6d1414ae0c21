package org.skycast.delivery.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skycast.settings.PrivateFiles;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that hold a secret, in one line. */
final class SecretFile {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    private SecretFile() {}

    /** @throws SettingsException if there is none to read */
    static String read(Path file) {
        PrivateFiles.warning(file).ifPresent(LOG::warn);
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new SettingsException("%s is empty; it is to hold a secret.".formatted(file));
            }
            return secret;
        } catch (IOException e) {
            throw new SettingsException(
                    "The secret in %s cannot be read; name a file that is there.".formatted(file), e);
        }
    }
}
