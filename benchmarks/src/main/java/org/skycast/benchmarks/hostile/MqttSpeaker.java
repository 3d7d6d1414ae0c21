package org.skycast.benchmarks.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An MQTT 3.1.1 broker as far as one subscriber needs it, which says whatever it is told to, also what is no MQTT: a broker
 * that keeps to the rules could not.
 */
final class MqttSpeaker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int PING = 12;

    private final ServerSocket server;
    private final Set<Socket> subscribed = ConcurrentHashMap.newKeySet();

    MqttSpeaker() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    daemon(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** Publishes to whoever has subscribed; gives to how many. */
    int publish(String topic, byte[] payload) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        var body = new ByteArrayOutputStream();
        body.write(name.length >> 8);
        body.write(name.length);
        body.writeBytes(name);
        body.writeBytes(payload);
        return say(packet(PUBLISH << 4, body.toByteArray()));
    }

    /** Says some bytes, whether they are MQTT or not. */
    int say(byte[] bytes) {
        int told = 0;
        for (Socket socket : subscribed) {
            try {
                synchronized (socket) {
                    socket.getOutputStream().write(bytes);
                }
                told++;
            } catch (IOException e) {
                subscribed.remove(socket);
            }
        }
        return told;
    }

    private static byte[] packet(int header, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(header);
        int rest = body.length;
        do {
            bytes.write(rest > 127 ? rest & 127 | 128 : rest);
            rest >>= 7;
        } while (rest > 0);
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = in.readNBytes(length(in));
                answer(socket, type, body);
            }
        } catch (IOException e) {
            subscribed.remove(socket);
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 127) << shift;
            shift += 7;
        } while (next > 127);
        return length;
    }

    private void answer(Socket socket, int type, byte[] body) throws IOException {
        synchronized (socket) {
            OutputStream out = socket.getOutputStream();
            if (type == CONNECT) {
                out.write(new byte[] {0x20, 2, 0, 0});
            } else if (type == SUBSCRIBE) {
                out.write(new byte[] {(byte) 0x90, 3, body[0], body[1], 0});
                subscribed.add(socket);
            } else if (type == PING) {
                out.write(new byte[] {(byte) 0xd0, 0});
            }
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "mqtt-speaker");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : subscribed) {
            socket.close();
        }
    }
}
