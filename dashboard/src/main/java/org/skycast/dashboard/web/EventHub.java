package org.skycast.dashboard.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.project.StoreChange;

/**
 * Streams of events: what changed, by kind and station, and nothing of what it became. Whoever comes back with the id of the last event
 * that it had gets those since, or is told that it must begin anew.
 */
final class EventHub implements AutoCloseable {

    static final int MOST_STREAMS = 500;

    private static final int KEPT = 4096;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    /** Ids of another start of the server mean nothing to this one. */
    private final String epoch;

    private final Deque<Event> kept = new ArrayDeque<>();
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(EventHub::thread);
    private long revision;

    /** @param station empty where it is of no single one */
    private record Event(long revision, String station, byte[] text) {}

    /** @param epoch another for each start of the server, of letters and digits */
    EventHub(String epoch) {
        this.epoch = epoch;
        var unused = heart.scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "dashboard-events");
        thread.setDaemon(true);
        return thread;
    }

    /** How many are open. */
    int open() {
        return streams.size();
    }

    /** Tells all streams. */
    synchronized void tell(Set<StoreChange> changes) {
        for (StoreChange change : changes) {
            revision++;
            ObjectNode told = Json.object()
                    .put("kind", change.kind())
                    .put("id", change.station())
                    .put("revision", revision);
            var event = new Event(revision, change.station(), text("change", Json.text(told)));
            kept.addLast(event);
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
            streams.forEach(stream -> give(stream, event));
        }
    }

    private static void give(EventStream stream, Event event) {
        if (event.station().isEmpty()
                || stream.station().isEmpty()
                || event.station().equals(stream.station())) {
            stream.give(event.text());
        }
    }

    private byte[] text(String name, String json) {
        return "event: %s\nid: %s-%d\ndata: %s\n\n"
                .formatted(name, epoch, revision, json)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void beat() {
        streams.forEach(stream -> stream.give(COMMENT));
    }

    /**
     * Opens a stream on a response.
     *
     * @param station of which alone it is told; empty for all
     * @param last the id of the last event that it had
     * @return whether there was room
     */
    synchronized boolean open(
            Request request, Response response, Callback callback, String station, Optional<String> last) {
        if (streams.size() >= MOST_STREAMS) {
            return false;
        }
        response.setStatus(200);
        response.getHeaders().put("Content-Type", "text/event-stream; charset=utf-8");
        response.getHeaders().put("Cache-Control", "no-store");
        var stream = new EventStream(response, callback, station, streams::remove);
        request.addFailureListener(failure -> stream.end());
        streams.add(stream);
        stream.give("retry: 5000\n\n".getBytes(StandardCharsets.UTF_8));
        Optional<List<Event>> missed = last.map(this::since).orElse(Optional.of(List.of()));
        if (missed.isPresent()) {
            missed.get().forEach(event -> give(stream, event));
        } else {
            stream.give(text("reset", "{}"));
        }
        return true;
    }

    /** Empty where it cannot be told what came since. */
    private Optional<List<Event>> since(String id) {
        String begins = epoch + "-";
        if (!id.startsWith(begins) || !id.substring(begins.length()).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long had = Long.parseLong(id.substring(begins.length()));
        long oldest = kept.isEmpty() ? revision + 1 : kept.getFirst().revision();
        if (had > revision || had < oldest - 1) {
            return Optional.empty();
        }
        List<Event> missed = new ArrayList<>();
        kept.stream().filter(event -> event.revision() > had).forEach(missed::add);
        return missed.size() > EventStream.MOST_WAITING / 2 ? Optional.empty() : Optional.of(missed);
    }

    @Override
    public void close() {
        heart.shutdownNow();
        streams.forEach(EventStream::end);
    }
}
