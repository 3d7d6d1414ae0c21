package org.skycast.edge.source.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * As much of an MQTT 3.1.1 broker as gives each subscriber what it retains, flagged as such, and says whether it kept the
 * session. The test's own broker does not set the flag.
 */
final class RetainingBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    private static final int PING = 12;

    private final ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final boolean sessionKept;
    private final boolean flagged;
    private final List<String> payloads;

    /** @param flagged whether messages say that they were retained */
    RetainingBroker(boolean sessionKept, boolean flagged, List<String> payloads) throws IOException {
        this.sessionKept = sessionKept;
        this.flagged = flagged;
        this.payloads = List.copyOf(payloads);
        var accepting = new Thread(this::accept);
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                var serving = new Thread(() -> serve(client));
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                int kind = in.readUnsignedByte() >> 4;
                byte[] body = in.readNBytes(length(in));
                if (kind == CONNECT) {
                    out.write(new byte[] {0x20, 2, (byte) (sessionKept ? 1 : 0), 0});
                } else if (kind == SUBSCRIBE) {
                    out.write(new byte[] {(byte) 0x90, 3, body[0], body[1], 1});
                    for (int i = 0; i < payloads.size(); i++) {
                        out.write(publish(i + 1, payloads.get(i)));
                    }
                } else if (kind == PING) {
                    out.write(new byte[] {(byte) 0xd0, 0});
                }
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return length;
    }

    private byte[] publish(int id, String payload) {
        byte[] topic = "weather/roof".getBytes(StandardCharsets.UTF_8);
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        int length = 2 + topic.length + 2 + text.length;
        byte[] size = length < 128
                ? new byte[] {(byte) length}
                : new byte[] {(byte) (length % 128 | 0x80), (byte) (length / 128)};
        return ByteBuffer.allocate(1 + size.length + length)
                .put((byte) (flagged ? 0x33 : 0x32))
                .put(size)
                .putShort((short) topic.length)
                .put(topic)
                .putShort((short) id)
                .put(text)
                .array();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
