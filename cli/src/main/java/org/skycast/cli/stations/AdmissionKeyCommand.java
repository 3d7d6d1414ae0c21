package org.skycast.cli.stations;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.KeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast stations admission-key}: a key for whoever checks the MACs of stations. */
@Command(
        name = "admission-key",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an admission key: a file that its owner alone may read, for the topology, and beside it FILE.pub for"
                    + " edges and registrations.",
            "Whoever holds the private key can make records that pass as any station's whose registration names it."
        })
final class AdmissionKeyCommand implements Callable<Integer> {

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "A file that is not there yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        AdmissionKey made = AdmissionKey.generate(new SecureRandom());
        made.write(file);
        System.out.println("fingerprint " + made.fingerprint());
        System.out.print(KeyFile.pem(made.publicKey()));
        return 0;
    }
}
