package org.skycast.edge.check;

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
    public CheckFinding look(Duration limit) {
        GoldenCases cases = GoldenCases.of(ModelBundle.load(bundle));
        return cases.complaints().isEmpty()
                ? new CheckFinding.Ok("%s: %s".formatted(bundle, cases.summary()))
                : new CheckFinding.Failed("The bundle %s gives other values here than where it was made: %s"
                        .formatted(bundle, String.join(" ", cases.complaints())));
    }
}
