package org.skycast.edge.check;

import java.time.Duration;
import org.skycast.edge.uplink.IdentitySettings;

/** The keys by which what is sent is proven: that they are there, and the private one for its owner alone. */
public final class IdentityProbe implements Probe {

    private final IdentitySettings settings;

    /** @param settings of an edge that signs */
    public IdentityProbe(IdentitySettings settings) {
        this.settings = settings;
    }

    @Override
    public String subject() {
        return "identity";
    }

    @Override
    public CheckFinding look(Duration limit) {
        return new CheckFinding.Ok("what is sent is %s; an administrator must have registered each station with it"
                .formatted(settings.proof().orElseThrow().words()));
    }
}
