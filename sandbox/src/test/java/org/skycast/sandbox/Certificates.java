package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An authority of one's own and what it signs, made by the JDK's keytool; good for two days. */
final class Certificates {

    static final String PASSWORD = "changeit";

    private final Path folder;

    /** Makes the authority. */
    Certificates(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-keystore", file("ca"));
        Path certificate = folder.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", file("ca"), "-file", certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                certificate.toString(),
                "-keystore",
                file("trust"));
    }

    /** A key for {@code name} with a certificate that the authority signed, in a store with the authority's own. */
    Path signed(String name) throws Exception {
        String request = folder.resolve(name + ".csr").toString();
        String certificate = folder.resolve(name + ".pem").toString();
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keystore", file(name));
        keytool("-certreq", "-alias", name, "-keystore", file(name), "-file", request);
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                file("ca"),
                "-infile",
                request,
                "-outfile",
                certificate,
                "-rfc",
                "-ext",
                "SAN=IP:127.0.0.1");
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                folder.resolve("ca.pem").toString(),
                "-keystore",
                file(name));
        keytool("-importcert", "-alias", name, "-file", certificate, "-keystore", file(name));
        return Path.of(file(name));
    }

    /** Kafka's keys for trusting the authority. */
    Map<String, String> trust() {
        return Map.of(
                "ssl.truststore.location",
                file("trust"),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                PASSWORD);
    }

    /** Kafka's keys for showing what {@code store} holds. */
    static Map<String, String> key(Path store) {
        return Map.of(
                "ssl.keystore.location",
                store.toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                PASSWORD);
    }

    private String file(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        if (command.contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
        }
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
