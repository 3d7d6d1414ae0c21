package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, which dies as by {@code kill -9}. */
final class JavaProcess implements AutoCloseable {

    private final Process process;
    private final File log;

    private JavaProcess(Process process, File log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program on this one's class path.
     *
     * @param name of its log under {@code target}
     */
    static JavaProcess start(String name, Class<?> program, String... arguments) throws IOException {
        File log = Path.of("target", name + ".log").toFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start(),
                log);
    }

    /** What it and those before it under this name have printed. */
    String printed() throws IOException {
        return Files.readString(log.toPath());
    }

    void requireAlive() {
        assertThat(process.isAlive()).as("It runs; %s says why not.", log).isTrue();
    }

    /** Kills it with SIGKILL and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
