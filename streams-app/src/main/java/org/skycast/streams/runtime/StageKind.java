package org.skycast.streams.runtime;

import java.util.function.Function;
import org.skycast.streams.alert.AlertsStage;
import org.skycast.streams.forecast.ShadowStage;
import org.skycast.streams.live.NowcastStage;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.streams.verify.VerifyStage;

/** The stages that there are, by the names that settings give them. */
public enum StageKind {
    nowcast(NowcastStage::new),
    shadow(ShadowStage::new),
    verify(VerifyStage::new),
    alerts(AlertsStage::new);

    private final Function<StageParts, Stage> stage;

    StageKind(Function<StageParts, Stage> stage) {
        this.stage = stage;
    }

    /** The stage, of these parts. */
    Stage of(StageParts parts) {
        return stage.apply(parts);
    }
}
