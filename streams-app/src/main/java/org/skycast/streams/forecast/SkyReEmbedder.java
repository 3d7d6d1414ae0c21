package org.skycast.streams.forecast;

import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.nowcast.observe.Sky;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.SkyEmbedder;

/** Embeds the frames of the log once more, for a model with another encoder. One task uses one, from one thread. */
final class SkyReEmbedder implements AutoCloseable {

    private final Supplier<FrameArchive> open;
    private final NowcastMetrics metrics;
    private Optional<FrameArchive> frames = Optional.empty();

    /** @param open opens the frames once they are needed */
    SkyReEmbedder(Supplier<FrameArchive> open, NowcastMetrics metrics) {
        this.open = open;
        this.metrics = metrics;
    }

    /** The sky as this encoder sees it; empty if its frame is gone, or cannot be embedded. */
    Optional<Sky> embed(Sky sky, SkyEmbedder encoder) {
        FrameArchive archive = frames.orElseGet(open);
        frames = Optional.of(archive);
        Optional<Sky> embedded = archive.image(sky.origin())
                .flatMap(image -> encoder.embed(image) instanceof SkyEmbedder.Embedded made
                        ? Optional.of(new Sky(
                                sky.capturedAt(),
                                encoder.encoderSha256(),
                                made.embedding(),
                                sky.frameSha256(),
                                sky.origin()))
                        : Optional.empty());
        metrics.embeddedAgain(embedded.isPresent());
        return embedded;
    }

    @Override
    public void close() {
        frames.ifPresent(FrameArchive::close);
    }
}
