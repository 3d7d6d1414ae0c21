package org.skycast.edge.source.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.skycast.edge.source.access.Login;
import org.skycast.edge.source.access.Secret;

/**
 * A camera that answers a GET with its picture.
 *
 * @param url http or https, without a user in it
 * @param user for basic or digest authentication, whichever the camera asks for
 * @param timeout of a whole answer
 * @param maxMegabytes of a picture, in MB of 10⁶ bytes
 * @param trust certificates in PEM that are trusted in place of the system's, for a camera that made its own
 */
public record Snapshot(
        @JsonPropertyDescription("Its address, http or https, without a user in it.")
        URI url,

        @JsonPropertyDescription("The user, for basic or digest authentication.")
        Optional<String> user,

        @JsonPropertyDescription("The password; in quotes where it is a number.")
        Optional<Secret> password,

        @JsonPropertyDescription("A file whose first line is the password; in place of `password`.")
        Optional<Path> passwordFile,

        @JsonPropertyDescription("The longest that a whole answer may take.")
        Duration timeout,

        @JsonPropertyDescription("The most that a picture may have, in MB of 10⁶ bytes.")
        Double maxMegabytes,

        @JsonPropertyDescription("Certificates in PEM that are trusted in place of the system's.")
        Optional<Path> trust) {

    /** @throws IllegalArgumentException if the password is given twice */
    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public Snapshot {
        user = user == null ? Optional.empty() : user;
        password = password == null ? Optional.empty() : password;
        passwordFile = passwordFile == null ? Optional.empty() : passwordFile;
        timeout = timeout == null ? Duration.ofSeconds(20) : timeout;
        maxMegabytes = maxMegabytes == null ? 20.0 : maxMegabytes;
        trust = trust == null ? Optional.empty() : trust;
        var unused = new Login(user, password, passwordFile);
    }

    /**
     * The same, once all of it can be used; asked when all keys are known, so that a wrong one is named first.
     *
     * @throws IllegalArgumentException if a value cannot be used
     */
    public Snapshot checked() {
        if (url == null
                || url.getHost() == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "The snapshot has no url that can be used; give one such as http://192.168.1.20/snapshot.jpg.");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The snapshot's url holds a user; give user and password by keys of their own, which are not logged.");
        }
        if (timeout.isNegative() || timeout.isZero() || maxMegabytes <= 0) {
            throw new IllegalArgumentException("The snapshot's timeout and maxMegabytes must be positive.");
        }
        return this;
    }

    /** Who asks. */
    public Login login() {
        return new Login(user, password, passwordFile);
    }

    /** The url as it may be printed: without its query, where tokens stand. */
    public String shownUrl() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return "%s://%s%s".formatted(url.getScheme(), url.getRawAuthority(), path);
    }

    /** The same, relative paths taken to be in {@code folder}. */
    Snapshot relativeTo(Path folder) {
        return new Snapshot(
                url,
                user,
                password,
                login().relativeTo(folder).passwordFile(),
                timeout,
                maxMegabytes,
                trust.map(folder::resolve).map(Path::normalize));
    }
}
