package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.skycast.cli.Skycast;

/** An edge in a process of its own, on this one's class path, which can die as by {@code kill -9}. */
public final class EdgeProcess implements AutoCloseable {

    private final Path config;
    private final Path log;
    private Optional<Process> process = Optional.empty();

    /** @param config the settings that it is started with */
    public EdgeProcess(Path config, Path log) {
        this.config = config;
        this.log = log;
    }

    /** Starts it; returns at once. */
    public void start() throws IOException {
        process = Optional.of(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Skycast.class.getName(),
                        "edge",
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** Kills it with SIGKILL and waits until it is gone. */
    public void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly();
            if (!process.get().waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The edge did not die.");
            }
            process = Optional.empty();
        }
    }

    /** Its process id. */
    public long pid() {
        return process.orElseThrow().pid();
    }

    /** What it has said last, for whoever looks into a run that went wrong. */
    public String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
