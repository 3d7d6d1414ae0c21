package org.skycast.benchmarks.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An engine in a process of its own, held to one processor. */
public final class EngineProcess implements AutoCloseable {

    /** Of Linux on all that Java runs on here. */
    private static final double TICKS_A_SECOND = 100;

    private static final int LINES = 40;

    private final List<String> command;
    private final Path log;
    private volatile Process process;

    private EngineProcess(List<String> command, Path log) throws IOException {
        this.command = command;
        this.log = log;
        this.process = start();
        // Whoever ends a comparison early leaves no engine behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly(), "end"));
    }

    /**
     * Starts it.
     *
     * @param pin what comes before the command, and holds it to a processor; empty: it is free
     * @param classPath of the engine
     * @param main its class and arguments
     */
    public static EngineProcess start(List<String> pin, String classPath, List<String> main, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(pin);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                classPath));
        command.addAll(main);
        return new EngineProcess(command, log);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Kills it with SIGKILL, and starts it again once it is gone; gives when it was killed. */
    public long killAndStart() throws IOException, InterruptedException {
        return endAndStart(true, () -> {});
    }

    /** What is done while it is not there. */
    public interface Between {
        void run() throws IOException;
    }

    /** Ends it with SIGTERM, or SIGKILL, and starts it again once that is done; gives when it was told. */
    public long endAndStart(boolean isKilled, Between between) throws IOException, InterruptedException {
        long told = System.nanoTime();
        if (isKilled) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        process.waitFor();
        between.run();
        process = start();
        return told;
    }

    /** Processor seconds of all its threads, since it began. */
    public double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        // The name, in brackets, may hold anything; user and system time are the 14th and 15th field.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** Mebibytes of memory that it holds. */
    public long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it says of its failure, for whoever looks into a run that went wrong. */
    public String lastWords() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("\t"))
                .limit(LINES)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
