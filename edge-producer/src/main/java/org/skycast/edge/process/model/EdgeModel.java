package org.skycast.edge.process.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.skycast.edge.process.model.InferenceSettings.Adapt;
import org.skycast.edge.process.model.InferenceSettings.Place;
import org.skycast.edge.source.Sample;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.Pixels;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Station;

/**
 * The bundle's networks, opened once for all stations, and what they are to do. Thread-safe: each network works for one
 * station at a time.
 */
public final class EdgeModel implements AutoCloseable {

    private final InferenceSettings settings;
    private final ModelBundle bundle;
    private final ObservePolicy policy;
    /** The topology's own bounds, so that both see the same of a frame. */
    private final FrameDecoder decoder = new FrameDecoder();

    private final SkyEncoder encoder;
    private final Optional<OnnxForecaster> forecaster;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final Lock encoding = new ReentrantLock();
    private final Lock forecasting = new ReentrantLock();

    private EdgeModel(InferenceSettings settings, ModelBundle bundle) {
        this.settings = settings;
        this.bundle = bundle;
        this.policy = ObservePolicy.of(
                bundle.featureSpec().slotLength(), bundle.featureSpec().historySlots());
        this.encoder = bundle.openEncoder();
        this.forecaster = forecasts() ? Optional.of(bundle.openForecaster()) : Optional.empty();
    }

    /**
     * Opens the bundle that the settings name.
     *
     * @throws org.skycast.inference.BundleException if it cannot be used
     */
    public static EdgeModel open(InferenceSettings settings) {
        return new EdgeModel(settings, ModelBundle.load(settings.bundle()));
    }

    /** Runs no network any more, because one failed; gives whether that is new. */
    public boolean giveUp() {
        return givenUp.compareAndSet(false, true);
    }

    /** Whether no network is run any more. */
    public boolean isGivenUp() {
        return givenUp.get();
    }

    /** Whether embeddings go in the place of frames. */
    public boolean embeds() {
        return settings.embed() == Place.edge && !isGivenUp();
    }

    /** Whether forecasts are made here. */
    public boolean forecasts() {
        return settings.forecast() == Place.edge && !isGivenUp();
    }

    /** The length of the slots that the model reads. */
    public Duration slotLength() {
        return policy.slotLength();
    }

    /** The digest of the encoder, in hexadecimal. */
    public String encoderSha256() {
        return encoder.sha256();
    }

    /**
     * The model of a station whose journal is still to be replayed.
     *
     * @param adapt whether it learns from this station, where that is not as for the others
     * @param taught what the station had taught, whatever the model
     */
    public StationModel of(Station station, Optional<Adapt> adapt, Optional<ModelJournal.Taught> taught) {
        boolean teaches = adapt.orElse(settings.adapt()) == Adapt.on;
        return new StationModel(station, policy, new StationModel.Network(forecaster, forecasting, teaches), taught);
    }

    /** Whether a frame of this slot goes too. Slots are counted from 1970, so a restart changes nothing. */
    public boolean isAudited(Slot slot) {
        int every = settings.auditEvery().orElse(0);
        long number = Math.floorDiv(slot.start().getEpochSecond(), slot.length().toSeconds());
        return every > 0 && Math.floorMod(number, every) == 0;
    }

    /** What the topology would make of the image; nothing if it can make nothing of it. */
    public Optional<Embedding> embed(byte[] image) {
        return decoder.decode(image) instanceof FrameDecoder.Decoded picture
                ? encoded(picture.pixels())
                : Optional.empty();
    }

    private Optional<Embedding> encoded(Pixels picture) {
        encoding.lock();
        try {
            return encoder.encode(picture);
        } finally {
            encoding.unlock();
        }
    }

    /**
     * What is sent in the place of a frame.
     *
     * @param frameSha256 of its image, if it goes too
     */
    public Sample.Sky sky(Sample.Frame frame, Embedding embedding, Optional<String> frameSha256) {
        return new Sample.Sky(
                frame.stationId(),
                frame.at(),
                frame.item(),
                bundle.model().id(),
                encoder.sha256(),
                embedding,
                frameSha256);
    }

    /** Waits for a network that is at work: what it works on is not to be freed under it. */
    @Override
    public void close() {
        encoding.lock();
        try {
            encoder.close();
        } finally {
            encoding.unlock();
        }
        forecasting.lock();
        try {
            forecaster.ifPresent(OnnxForecaster::close);
        } finally {
            forecasting.unlock();
        }
    }
}
