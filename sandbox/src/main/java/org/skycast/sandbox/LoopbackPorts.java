package org.skycast.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this computer's loopback address. */
final class LoopbackPorts {

    /** Asks for the usual port where it is free, and any other where it is not. */
    static final int USUAL = -1;

    private LoopbackPorts() {}

    /** The port that is asked for; of {@link #USUAL} the usual one if it is free, or else 0, any. */
    static int choose(int asked, int usual) {
        return asked == USUAL ? (isFree(usual) ? usual : 0) : asked;
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Any that is free now. */
    static int any() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No port is free on this machine.", e);
        }
    }
}
