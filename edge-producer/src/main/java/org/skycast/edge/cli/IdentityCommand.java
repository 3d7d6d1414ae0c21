package org.skycast.edge.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.skycast.identity.KeyFile;
import org.skycast.identity.SecretKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skycast edge identity}: the key that signs what the edge sends. */
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description = "Makes the key that signs what this edge sends, or shows its public key for an administrator.",
        synopsisSubcommandLabel = "(new | show)")
final class IdentityCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a key: a file that its owner alone may read, and beside it FILE.pub for an administrator.")
    int make(
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "FILE",
                            description = "A file that is not there yet.")
                    Path file) {
        SecretKey made = SecretKey.generate(new SecureRandom());
        made.write(file);
        return tell(made);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints a key's fingerprint and its public key.")
    int show(
            @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key (PEM).")
                    Path file) {
        return tell(SecretKey.read(file));
    }

    private int tell(SecretKey key) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("fingerprint " + key.fingerprint());
        out.print(KeyFile.pem(key.publicKey()));
        out.flush();
        return 0;
    }
}
