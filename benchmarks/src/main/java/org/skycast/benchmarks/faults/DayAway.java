package org.skycast.benchmarks.faults;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.skycast.avro.Observation;
import org.skycast.topics.Topics;

/**
 * A day without a broker, as fast as it goes: a reading a minute and a frame each ten, and the edge dies twice meanwhile.
 * Then the broker is back.
 */
final class DayAway {

    private static final int DAY = 1440;
    /** So that the last slot closes. */
    private static final int MORE = 15;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final FaultRig rig;
    private final Path folder;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(26));

    DayAway(FaultRig rig, Path folder) {
        this.rig = rig;
        this.folder = folder;
    }

    /** Prints what became of it; gives whether all of it arrived, once and in order. */
    boolean run() throws IOException, InterruptedException {
        Path frames = Files.createDirectories(folder.resolve("day-frames"));
        paint(frames);
        int port = FaultRig.freePort();
        try (EdgeProcess edge = edge(frames, port)) {
            rig.way(0).cut(true);
            edge.start();
            var console = new Console(port);
            for (int minute = 0; minute < DAY + MORE; minute++) {
                if (minute == 500 || minute == 1100) {
                    edge.kill();
                    edge.start();
                }
                console.report(minute, begin.plus(Duration.ofMinutes(minute)));
            }
            rig.way(0).cut(false);
            long back = System.nanoTime();
            Account account = Account.of("day-away", begin, DAY, rig.clients());
            double seconds = (System.nanoTime() - back) / 1e9;
            Set<Instant> skies = skies();
            System.out.printf(
                    "a day away: %d readings and %d frames; in the observations %.0f s after the broker was back: %s, %d"
                            + " frames%n",
                    DAY,
                    DAY / 10,
                    seconds,
                    account.complaints().isEmpty() ? "each reading once, in order" : account.complaints(),
                    skies.size());
            return account.complaints().isEmpty() && skies.size() == DAY / 10;
        }
    }

    private Set<Instant> skies() {
        return Arrivals.of("day-away", Topics.OBSERVATIONS, rig.clients()).stream()
                .filter(one -> one.getSky() != null && one.getSlotStart().isBefore(begin.plus(Duration.ofDays(1))))
                .map(Observation::getSlotStart)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void paint(Path frames) throws IOException {
        for (int minute = 5; minute < DAY; minute += 10) {
            var image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setColor(new Color(90, 120, 100 + minute % 150));
            pen.fillRect(0, 0, 320, 240);
            pen.setColor(Color.WHITE);
            pen.fillOval(minute % 300, 60, 80, 40);
            pen.dispose();
            String name = NAME.format(begin.plus(Duration.ofMinutes(minute))) + ".jpg";
            ImageIO.write(image, "jpeg", frames.resolve(name).toFile());
        }
    }

    private EdgeProcess edge(Path frames, int port) throws IOException {
        Path config = Files.writeString(folder.resolve("day-away.yaml"), """
                kafka: %s
                spool: { file: "%s", maxMegabytes: 100, maxAge: P30D, whenFull: refuseNew }
                operation: { httpPort: -1 }
                stations:
                  - id: day-away
                    name: Far away
                    site: { latitude: 55.8, longitude: 12.5, altitude: 50 }
                    frames: { directory: "%s", time: name }
                    readings: { receive: { port: %d, address: 127.0.0.1, protocol: wunderground }, map: wunderground }
                """.formatted(
                        rig.kafka(0), folder.resolve("day-away.db"), frames, port));
        return new EdgeProcess(config, folder.resolve("day-away.log"));
    }
}
