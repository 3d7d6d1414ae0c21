package org.skycast.edge.source.camera;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;

/**
 * A camera that is asked for a picture now and then. One that is the same as the last is not taken again. Where it fails, the
 * picture that was due is asked for as soon as the source is run again, and those that fell due meanwhile are left out.
 */
public final class PolledCamera implements LiveSource {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String stationId;
    private final String name;
    private final Cadence cadence;
    private final Supplier<Lens> lens;
    private final Duration limit;
    private final InstantSource clock;
    private final Pause pause;
    private Position last = new Position("", "", "");
    private long tick = -1;
    private boolean owing;

    /** What the spool keeps: what tells the last picture from the next. */
    private record Position(String sha256, String etag, String modified) {}

    /**
     * @param lens opens the camera, anew at each start
     * @param limit of one picture
     */
    PolledCamera(
            String stationId,
            String name,
            Cadence cadence,
            Supplier<Lens> lens,
            Duration limit,
            InstantSource clock,
            Pause pause) {
        this.stationId = stationId;
        this.name = name;
        this.cadence = cadence;
        this.lens = lens;
        this.limit = limit;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void resumeAfter(String item) {
        try {
            last = JSON.readValue(item, Position.class);
        } catch (JsonProcessingException e) {
            last = new Position("", "", "");
        }
    }

    @Override
    public void run(SampleSink sink) throws Exception {
        try (Lens open = lens.get()) {
            while (!Thread.currentThread().isInterrupted()) {
                if (!owing) {
                    Cadence.Tick next = cadence.after(tick, clock.instant(), name.hashCode());
                    pause.until(next.due());
                    tick = next.number();
                    owing = true;
                }
                take(open, sink);
                owing = false;
            }
        }
    }

    private void take(Lens open, SampleSink sink) throws Exception {
        Optional<Shot> shot = open.take(new Lens.Known(last.etag(), last.modified()), limit);
        if (shot.isEmpty()) {
            return;
        }
        var position = new Position(
                sha256(shot.get().image()), open.known().etag(), open.known().modified());
        if (!position.sha256().equals(last.sha256())) {
            String item = JSON.writeValueAsString(position);
            sink.take(List.of(new Sample.Frame(
                    stationId, shot.get().at(), item, shot.get().image())));
        }
        last = position;
    }

    @Override
    public SourceCheck check(Duration within) {
        long began = System.nanoTime();
        try (Lens open = lens.get()) {
            Duration shorter = within.compareTo(limit) < 0 ? within : limit;
            Optional<Shot> shot = open.take(Lens.Known.NOTHING, shorter);
            long millis = (System.nanoTime() - began) / 1_000_000;
            return shot.isEmpty()
                    ? new SourceCheck.Failed("It gave no picture.")
                    : new SourceCheck.Ok("It gave %s in %d ms."
                            .formatted(Picture.described(shot.get().image()), millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (Exception e) {
            return SourceCheck.failed(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
