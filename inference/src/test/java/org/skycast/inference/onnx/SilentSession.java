package org.skycast.inference.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A process that opens a network, runs it for a while, and prints what sockets it had then that it had not before. */
public final class SilentSession {

    private SilentSession() {}

    public static void main(String[] arguments) throws IOException {
        Set<String> before = sockets();
        Set<String> after = new TreeSet<>();
        try (PinnedSession session =
                PinnedSession.open("identity.onnx", OnnxFile.identity(), OnnxFile.INPUT, OnnxFile.OUTPUT)) {
            long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000;
            while (System.nanoTime() < end) {
                session.run();
                after.addAll(sockets());
            }
        }
        after.removeAll(before);
        System.out.println("sockets " + after);
    }

    private static Set<String> sockets() throws IOException {
        Set<String> sockets = new TreeSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                try {
                    String what = Files.readSymbolicLink(descriptor).toString();
                    if (what.startsWith("socket:")) {
                        sockets.add(what);
                    }
                } catch (NoSuchFileException e) {
                    // Closed meanwhile.
                }
            }
        }
        return sockets;
    }
}
