package org.skycast.trials.replay;

import java.util.Optional;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with an estimate of the time that is left, where a person looks; nothing elsewhere. */
final class ReplayProgress implements LongConsumer, AutoCloseable {

    private final Optional<ProgressBar> bar;

    /**
     * A bar.
     *
     * @param isSeen whether a person looks
     * @param what the work is called
     * @param total how many records there are
     */
    ReplayProgress(boolean isSeen, String what, long total) {
        this.bar = isSeen
                ? Optional.of(new ProgressBarBuilder()
                        .setTaskName(what)
                        .setInitialMax(total)
                        .setUnit(" records", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .continuousUpdate()
                        .build())
                : Optional.empty();
    }

    @Override
    public void accept(long done) {
        bar.ifPresent(b -> b.stepTo(done));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
