package org.skycast.edge.operate.check;

import java.nio.file.Path;
import java.time.Duration;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.golden.GoldenCases;

/** The model bundle: that it is whole and gives on this computer what it gave where it was made. */
public final class ModelProbe implements Probe {

    private final Path bundle;

    public ModelProbe(Path bundle) {
        this.bundle = bundle;
    }

    @Override
    public String subject() {
        return "model";
    }

    @Override
    public Finding look(Duration limit) {
        GoldenCases cases = GoldenCases.of(ModelBundle.load(bundle));
        return cases.complaints().isEmpty()
                ? new Finding.Ok("%s: %s".formatted(bundle, cases.summary()))
                : new Finding.Failed("The bundle %s gives other values here than where it was made: %s"
                        .formatted(bundle, String.join(" ", cases.complaints())));
    }
}
