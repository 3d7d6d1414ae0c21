package org.skycast.edge.source.camera;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.nowcast.digest.Sha256;

/**
 * A camera that is asked for a picture now and then. One that is the same as the last is not taken again. Where it fails, the
 * picture that was due is asked for as soon as the source is run again, and those that fell due meanwhile are left out.
 */
public final class PolledCamera implements LiveSource {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String stationId;
    private final String name;
    private final Cadence cadence;
    private final Supplier<CameraClient> client;
    private final Duration limit;
    private final InstantSource clock;
    private final Pause pause;
    private Position last = new Position("", "", "");
    private long lastDue = -1;
    private boolean owing;

    /** What the spool keeps: what tells the last picture from the next. */
    private record Position(String sha256, String etag, String modified) {}

    /**
     * @param client opens the camera, anew at each start
     * @param limit of one picture
     */
    public PolledCamera(
            String stationId,
            String name,
            Cadence cadence,
            Supplier<CameraClient> client,
            Duration limit,
            InstantSource clock,
            Pause pause) {
        this.stationId = stationId;
        this.name = name;
        this.cadence = cadence;
        this.client = client;
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
        try (CameraClient open = client.get()) {
            while (!Thread.currentThread().isInterrupted()) {
                if (!owing) {
                    Cadence.Due next = cadence.after(lastDue, clock.instant(), name.hashCode());
                    pause.until(next.at());
                    lastDue = next.number();
                    owing = true;
                }
                take(open, sink);
                owing = false;
            }
        }
    }

    private void take(CameraClient open, SampleSink sink) throws Exception {
        Optional<Capture> capture = open.take(new CameraClient.Known(last.etag(), last.modified()), limit);
        if (capture.isEmpty()) {
            return;
        }
        var position = new Position(
                Sha256.of(capture.get().image()),
                open.known().etag(),
                open.known().modified());
        if (!position.sha256().equals(last.sha256())) {
            String item = JSON.writeValueAsString(position);
            sink.take(List.of(new Sample.Frame(
                    stationId, capture.get().at(), item, capture.get().image())));
        }
        last = position;
    }

    @Override
    public SourceCheck check(Duration within) {
        long began = System.nanoTime();
        try (CameraClient open = client.get()) {
            Duration shorter = within.compareTo(limit) < 0 ? within : limit;
            Optional<Capture> capture = open.take(CameraClient.Known.NOTHING, shorter);
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (capture.isEmpty()) {
                return new SourceCheck.Failed("It gave no picture.");
            }
            byte[] image = capture.get().image();
            String gave = "It gave %s in %d ms".formatted(Picture.described(image), millis);
            return Picture.fault(image)
                    .<SourceCheck>map(fault -> new SourceCheck.Failed("%s that is no frame: %s".formatted(gave, fault)))
                    .orElseGet(() -> new SourceCheck.Ok(gave + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (Exception e) {
            return SourceCheck.failed(e);
        }
    }
}
