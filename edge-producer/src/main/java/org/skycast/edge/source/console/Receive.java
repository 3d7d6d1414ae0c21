package org.skycast.edge.source.console;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.util.Optional;
import org.skycast.edge.source.access.Login;
import org.skycast.edge.source.access.Secret;

/**
 * A place on this computer where a weather console sends its reports.
 *
 * @param address where it listens; everywhere if absent
 * @param path of the reports; the protocol's own if absent
 * @param stationId what a Weather Underground console must call itself by ID; any if absent
 * @param password what it must give as PASSWORD, or an Ecowitt console as PASSKEY; any if absent
 * @param passwordFile the same, as the first line of a file
 */
public record Receive(
        @JsonPropertyDescription("The port, from 1 to 65535.")
        Integer port,

        @JsonPropertyDescription("Where it listens.") String address,

        @JsonPropertyDescription("What the console speaks.") Protocol protocol,

        @JsonPropertyDescription("The path of the reports; the protocol's own if left out.")
        String path,

        @JsonPropertyDescription("What a Weather Underground console must call itself by ID; any if left out.")
        Optional<String> stationId,

        @JsonPropertyDescription(
                "What the console must give as PASSWORD, or one by Ecowitt as PASSKEY; any if left out.")
        Optional<Secret> password,

        @JsonPropertyDescription("A file whose first line is the password; in place of `password`.")
        Optional<Path> passwordFile) {

    /** What the console speaks. */
    public enum Protocol {
        /** A form by POST, as consoles by Ecowitt, Ambient and Froggit send to a customized server. */
        ecowitt,
        /** A query by GET, as the Weather Underground's upload protocol has it. */
        wunderground
    }

    /** @throws IllegalArgumentException if the password is given twice */
    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public Receive {
        address = address == null ? "0.0.0.0" : address;
        stationId = stationId == null ? Optional.empty() : stationId;
        password = password == null ? Optional.empty() : password;
        passwordFile = passwordFile == null ? Optional.empty() : passwordFile;
        String usual = protocol == Protocol.ecowitt ? "/data/report/" : "/weatherstation/updateweatherstation.php";
        path = path == null ? usual : path;
        var unused = new Login(stationId, password, passwordFile);
    }

    /**
     * The same, once all of it can be used; asked when all keys are known, so that a wrong one is named first.
     *
     * @throws IllegalArgumentException if a value cannot be used
     */
    public Receive checked() {
        if (protocol == null) {
            throw new IllegalArgumentException("No protocol is named; give ecowitt or wunderground.");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path is '%s'; begin it with a slash.".formatted(path));
        }
        if (port == null || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The port is %s; give one from 1 to 65535.".formatted(port));
        }
        return this;
    }

    /** Who may report. */
    public Login login() {
        return new Login(stationId, password, passwordFile);
    }

    /** The same, relative paths taken to be in {@code folder}. */
    Receive relativeTo(Path folder) {
        return new Receive(
                port,
                address,
                protocol,
                path,
                stationId,
                password,
                login().relativeTo(folder).passwordFile());
    }
}
