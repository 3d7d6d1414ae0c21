package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        return start(name, 512, program, arguments);
    }

    /** The same, with a heap of so many mebibytes. */
    static JavaProcess start(String name, int mebibytes, Class<?> program, String... arguments) throws IOException {
        File log = Path.of("target", name + ".log").toFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(mebibytes),
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
    String printed() {
        try {
            return Files.readString(log.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void requireAlive() {
        assertThat(process.isAlive()).as("It runs; %s says why not.", log).isTrue();
    }

    /** Kills it with SIGKILL and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Asks it to end, as what runs a service does, and waits until it has; gives its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES))
                .as("It ends; see %s.", log)
                .isTrue();
        return process.exitValue();
    }

    /** Holds it where it is, as a computer that is suspended does. */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
