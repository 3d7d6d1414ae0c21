package org.skycast.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** A broker in a process of its own, that can be killed and comes back on the same directory and port. */
final class BrokerProcess implements AutoCloseable {

    private final Path directory;
    private final int port;
    private JavaProcess process;

    private BrokerProcess(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = start();
    }

    static BrokerProcess on(Path directory) throws IOException {
        return new BrokerProcess(directory, Rig.freePort());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        process.requireAlive();
        process.kill();
    }

    void restart() throws IOException {
        process = start();
    }

    private JavaProcess start() throws IOException {
        return JavaProcess.start("killed-broker", BrokerProcess.class, directory.toString(), Integer.toString(port));
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }

    /** The broker's own process; it ends when the one that started it does. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        int end = System.in.read();
        Runtime.getRuntime().halt(end);
    }
}
