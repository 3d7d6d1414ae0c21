package org.skycast.edge.source.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * A program that is run for what it writes to its standard output. It does not outlive its time, nor does what it started,
 * and it does not see this process's settings, which may hold passwords.
 *
 * @param command the program and its arguments
 * @param timeout of a run
 * @param mostBytes of output that are taken
 */
record Program(List<String> command, Duration timeout, long mostBytes) {

    /** A user and a password in an address, as ffmpeg repeats them in its complaints. */
    private static final Pattern USER = Pattern.compile("://[^/@\\s]+@");

    private static final int LAST_LINE = 300;

    /** Its name without the folder. */
    public String name() {
        Path file = Path.of(command.get(0)).getFileName();
        return file == null ? command.get(0) : file.toString();
    }

    /**
     * Runs it.
     *
     * @return its standard output, at least one byte
     * @throws ProgramException if it cannot be started, fails, takes too long, or writes nothing or too much
     */
    public byte[] run() throws ProgramException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("SKYCAST_"));
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new ProgramException(
                    "The program %s cannot be started; install it or correct its path.".formatted(name()), e);
        }
        var output = new Collected(process.getInputStream(), mostBytes, () -> end(process));
        var complaints = new LastLine(process.getErrorStream());
        try {
            output.start();
            complaints.start();
            boolean inTime = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                end(process);
            }
            // What it left running may hold these open; that is not waited for.
            output.join(1_000);
            complaints.join(1_000);
            return checked(process, inTime, output, complaints.text());
        } finally {
            end(process);
        }
    }

    private byte[] checked(Process process, boolean inTime, Collected output, String complaint)
            throws ProgramException {
        if (output.tooMuch.get()) {
            throw new ProgramException(
                    "The program %s wrote more than %d bytes and was stopped.".formatted(name(), mostBytes));
        }
        if (!inTime) {
            throw new ProgramException("The program %s did not end within %s s and was stopped%s"
                    .formatted(name(), timeout.toMillis() / 1000.0, complaint));
        }
        if (process.exitValue() != 0) {
            throw new ProgramException(
                    "The program %s ended with exit code %d%s".formatted(name(), process.exitValue(), complaint));
        }
        byte[] bytes = output.bytes();
        if (bytes.length == 0) {
            throw new ProgramException("The program %s wrote nothing%s".formatted(name(), complaint));
        }
        return bytes;
    }

    /** Ends the process and what it started, children first found, so that none is left to be adopted. */
    private static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** What is written to the standard output, up to a limit. */
    private static final class Collected extends Thread {
        private final InputStream in;
        private final long most;
        private final Runnable stop;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final AtomicBoolean tooMuch = new AtomicBoolean();

        Collected(InputStream in, long most, Runnable stop) {
            super("output");
            setDaemon(true);
            this.in = in;
            this.most = most;
            this.stop = stop;
        }

        @Override
        public void run() {
            byte[] block = new byte[8192];
            try (in) {
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    synchronized (bytes) {
                        bytes.write(block, 0, read);
                        if (bytes.size() > most) {
                            tooMuch.set(true);
                            stop.run();
                            return;
                        }
                    }
                }
            } catch (IOException e) {
                // It was ended; what it wrote until then does not count.
            }
        }

        byte[] bytes() {
            synchronized (bytes) {
                return bytes.toByteArray();
            }
        }
    }

    /** The last line that is written to the standard error. */
    private static final class LastLine extends Thread {
        private final InputStream in;
        private final StringBuilder line = new StringBuilder();
        private String last = "";

        LastLine(InputStream in) {
            super("complaints");
            setDaemon(true);
            this.in = in;
        }

        @Override
        public void run() {
            byte[] block = new byte[1024];
            try (in) {
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    add(new String(block, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // It was ended; what it said until then is kept.
            }
        }

        private synchronized void add(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\n' && c != '\r') {
                    if (line.length() < LAST_LINE) {
                        line.append(c);
                    }
                } else if (!line.isEmpty()) {
                    last = line.toString();
                    line.setLength(0);
                }
            }
        }

        /** The line behind a colon, or the end of a sentence. */
        synchronized String text() {
            String said = (line.isEmpty() ? last : line.toString()).strip();
            return said.isEmpty() ? "." : ": " + USER.matcher(said).replaceAll("://…@");
        }
    }
}
