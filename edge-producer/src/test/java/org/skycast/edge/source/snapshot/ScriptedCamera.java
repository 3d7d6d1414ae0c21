package org.skycast.edge.source.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A camera that answers each request with bytes as they are, on one connection after the other. */
final class ScriptedCamera implements Closeable {

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private final Function<String, Answer> script;

    /**
     * What it says.
     *
     * @param holds whether it then keeps the connection until the client ends it
     */
    record Answer(byte[] bytes, boolean holds) {

        /** Headers, one after the other, and a body. */
        static Answer of(String headers, byte[] body) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(
                    (headers.strip().replaceAll(" *\\| *", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            return new Answer(bytes.toByteArray(), false);
        }

        Answer held() {
            return new Answer(bytes, true);
        }
    }

    /** @param script what is answered to the head of a request */
    ScriptedCamera(Function<String, Answer> script) throws IOException {
        this.script = script;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::answer, "scripted camera");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void answer() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                client.setSoTimeout(20_000);
                String head = head(client.getInputStream());
                requests.add(head);
                Answer answer = script.apply(head);
                client.getOutputStream().write(answer.bytes());
                client.getOutputStream().flush();
                // Closed with something unread it would reset the connection, and with it what was said.
                while (answer.holds() && client.getInputStream().read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // The client has ended it, or the test has.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
