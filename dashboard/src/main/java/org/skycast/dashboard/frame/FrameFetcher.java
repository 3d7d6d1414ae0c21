package org.skycast.dashboard.frame;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.streams.log.Fetch;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/**
 * Fetches frames by their place in the log, one record each: four at once, the same one once however many ask, and the newest ones kept
 * within bounds. Further requests wait, a hundred at the most.
 */
public final class FrameFetcher implements AutoCloseable {

    private static final int AT_ONCE = 4;
    private static final int WAITING = 100;
    private static final int PNG_MARK = 0x89504e47;
    private static final int JPEG_MARK = 0xffd8ff00;

    private final Map<String, Object> clients;
    private final LogValues<CameraFrame> values;
    private final long bound;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), FrameFetcher::thread);
    private final BlockingQueue<LogReader> idle = new ArrayBlockingQueue<>(AT_ONCE);
    private final Map<FramePlace, CompletableFuture<FetchedFrame>> flying = new ConcurrentHashMap<>();
    private final LinkedHashMap<FramePlace, FetchedFrame.Picture> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /**
     * @param clients properties of the Kafka clients and the Avro serdes, by their own names
     * @param bound of all frames that are kept, in bytes
     */
    public FrameFetcher(Map<String, ?> clients, long bound) {
        this.clients = new HashMap<>(clients);
        this.clients.putIfAbsent("default.api.timeout.ms", 8_000);
        this.clients.putIfAbsent("request.timeout.ms", 7_000);
        this.values = LogValues.of(Topics.FRAMES, this.clients, Unreadable.FAILS);
        this.bound = bound;
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "dashboard-frames");
        thread.setDaemon(true);
        return thread;
    }

    /** The frame at a place; ends with what came of it, and never with a failure. */
    public CompletableFuture<FetchedFrame> fetch(FramePlace place) {
        Optional<FetchedFrame> cached = cached(place);
        if (cached.isPresent()) {
            return CompletableFuture.completedFuture(cached.get());
        }
        CompletableFuture<FetchedFrame> flight = flying.computeIfAbsent(place, this::begin);
        if (flight.isDone()) {
            flying.remove(place, flight);
        }
        return flight;
    }

    private CompletableFuture<FetchedFrame> begin(FramePlace place) {
        var flight = new CompletableFuture<FetchedFrame>();
        try {
            threads.execute(() -> {
                FetchedFrame fetched = read(place);
                keep(place, fetched);
                flying.remove(place);
                flight.complete(fetched);
            });
        } catch (RejectedExecutionException e) {
            flight.complete(new FetchedFrame.Unavailable("Too many pictures are asked for at once; ask again."));
        }
        return flight;
    }

    private FetchedFrame read(FramePlace place) {
        LogReader reader = Optional.ofNullable(idle.poll())
                .orElseGet(() -> LogReader.on(clients, new Fetch(Topics.FRAMES.maxBytes(), 1)));
        boolean well = false;
        try {
            Optional<LogEntry<CameraFrame>> entry = place instanceof FramePlace.Audit audit
                    ? AuditSearch.find(reader, audit, values)
                    : at(reader, (FramePlace.Exact) place);
            well = true;
            return entry.map(found -> checked(place, found)).orElse(new FetchedFrame.Gone());
        } catch (LogException | KafkaException e) {
            return new FetchedFrame.Unavailable("The picture cannot be had now: " + e.getMessage());
        } finally {
            if (!well || !idle.offer(reader)) {
                reader.close();
            }
        }
    }

    private Optional<LogEntry<CameraFrame>> at(LogReader reader, FramePlace.Exact place) {
        var span = new LogSpan(place.partition(), place.offset(), place.offset() + 1);
        boolean isThere = reader.whole(place.partition()).holds(place.offset());
        return isThere ? reader.first(span).flatMap(values::entry) : Optional.empty();
    }

    static byte[] image(LogEntry<CameraFrame> entry) {
        ByteBuffer buffer = entry.value().getImage().duplicate();
        byte[] image = new byte[buffer.remaining()];
        buffer.get(image);
        return image;
    }

    private static FetchedFrame checked(FramePlace place, LogEntry<CameraFrame> entry) {
        byte[] image = image(entry);
        if (!place.station().equals(entry.key())) {
            return new FetchedFrame.Wrong("The record that the observation names is another station's.");
        }
        if (!Sha256.of(image).equals(place.sha256())) {
            return new FetchedFrame.Wrong("The picture there is not the one that the observation names.");
        }
        return type(image)
                .<FetchedFrame>map(type -> new FetchedFrame.Picture(image, type))
                .orElse(new FetchedFrame.Wrong("What stands there is no JPEG and no PNG."));
    }

    /** By its first bytes: what a sender says of it is not relied upon. */
    private static Optional<String> type(byte[] image) {
        if (image.length < Integer.BYTES) {
            return Optional.empty();
        }
        int mark = ByteBuffer.wrap(image).getInt();
        if (mark == PNG_MARK) {
            return Optional.of("image/png");
        }
        return (mark & 0xffffff00) == JPEG_MARK ? Optional.of("image/jpeg") : Optional.empty();
    }

    private synchronized Optional<FetchedFrame> cached(FramePlace place) {
        return Optional.ofNullable(kept.get(place));
    }

    private synchronized void keep(FramePlace place, FetchedFrame fetched) {
        if (fetched instanceof FetchedFrame.Picture picture && kept.put(place, picture) == null) {
            bytes += picture.image().length;
            var oldest = kept.values().iterator();
            while (bytes > bound && oldest.hasNext()) {
                bytes -= oldest.next().image().length;
                oldest.remove();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (LogReader reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
