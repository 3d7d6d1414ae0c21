package org.skycast.delivery.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.Answer;

/** A file with an event a line; what is told is on the disk. It may be rotated, for it is opened anew each time. */
final class JsonLines implements Sink {

    private static final int MOST = 500;

    private final Path file;
    private final CloudEvents events;

    JsonLines(Path file, CloudEvents events) {
        this.file = file;
        this.events = events;
    }

    @Override
    public Answer tell(List<Alert> alerts, Instant now) {
        return append(alerts.stream().map(events::of).toList());
    }

    @Override
    public Answer beat(Beat beat) {
        return append(List.of(events.of(beat)));
    }

    @Override
    public Answer summarise(Summary summary) {
        return append(List.of(events.of(summary)));
    }

    /** Half a line that was left by a loss of power is ended first, so that it spoils no other. */
    private Answer append(List<Map<String, Object>> all) {
        String lines = all.stream().map(event -> CloudEvents.json(event) + "\n").collect(Collectors.joining());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            var last = ByteBuffer.allocate(1);
            boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
            ByteBuffer bytes = ByteBuffer.wrap(((torn ? "\n" : "") + lines).getBytes(StandardCharsets.UTF_8));
            channel.position(end);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return new Answer.Taken();
        } catch (IOException e) {
            return Answer.Later.because("%s cannot be written: %s.".formatted(file, e));
        }
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public void close() {
        // It is open only while it is written.
    }
}
