package org.skycast.edge.operate.check;

import java.time.Duration;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.SourceCheck;

/** A station's source: that it gives something that can be used. */
final class SourceProbe implements Probe {

    private final Checked source;

    SourceProbe(Checked source) {
        this.source = source;
    }

    @Override
    public String subject() {
        return source.name();
    }

    @Override
    public Finding look(Duration limit) {
        SourceCheck check = source.check(limit);
        return check instanceof SourceCheck.Ok ? new Finding.Ok(check.says()) : new Finding.Failed(check.says());
    }
}
