package org.skycast.edge.source.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate of 127.0.0.1 that nobody has signed but itself, made by the JDK's keytool.
 *
 * @param keys a PKCS #12 key store, opened by {@link #PASSWORD}
 * @param pem the certificate alone
 */
public record SelfSigned(Path keys, Path pem) {

    public static final String PASSWORD = "changeit";

    /** Makes one in {@code folder}. */
    public static SelfSigned in(Path folder) throws IOException, InterruptedException {
        var made = new SelfSigned(folder.resolve("store.p12"), folder.resolve("self.pem"));
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        for (String arguments : List.of(
                "-genkeypair -alias c -keyalg EC -dname CN=127.0.0.1 -ext SAN=IP:127.0.0.1 -validity 2 -storetype PKCS12",
                "-exportcert -rfc -alias c -file " + made.pem)) {
            List<String> command = new ArrayList<>(List.of(keytool));
            command.addAll(List.of(arguments.split(" ")));
            command.addAll(List.of("-keystore", made.keys.toString(), "-storepass", PASSWORD));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate.");
            }
        }
        return made;
    }
}
