package org.skycast.delivery.sink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import org.skycast.settings.SettingsException;

/** A file of JSON lines. */
public record FileSettings(
        @JsonPropertyDescription("The file; its folder must be there.")
        Path path) {

    public FileSettings {
        if (path == null) {
            throw new SettingsException("file: path is missing.");
        }
    }
}
