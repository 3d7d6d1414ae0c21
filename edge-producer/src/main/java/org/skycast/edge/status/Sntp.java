package org.skycast.edge.status;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.NtpUtils;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeInfo;

/** The clock's offset from a time server's, as SNTP measures it (RFC 4330). */
final class Sntp {

    private static final int STRATUM_UNSYNCHRONIZED = 16;

    private Sntp() {}

    /**
     * What must be added to this clock to get the server's, in seconds.
     *
     * @param server a host, or {@code host:port}
     * @throws IOException in one sentence, if it does not answer within {@code limit} or has no time itself
     */
    static double offsetSeconds(String server, Duration limit) throws IOException {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > 0 && server.indexOf(':') == colon;
        String host = hasPort ? server.substring(0, colon) : server;
        int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : NtpV3Packet.NTP_PORT;
        try (NTPUDPClient client = new NTPUDPClient()) {
            client.setDefaultTimeout(limit);
            TimeInfo answer = client.getTime(InetAddress.getByName(host), port);
            int stratum = answer.getMessage().getStratum();
            if (stratum < 1 || stratum >= STRATUM_UNSYNCHRONIZED) {
                throw new IOException("The time server %s has no time to give (%s); name another one."
                        .formatted(server, NtpUtils.getReferenceClock(answer.getMessage())));
            }
            answer.computeDetails();
            Long offset = answer.getOffset();
            if (offset == null) {
                throw new IOException("The time server %s gave no time; name another one.".formatted(server));
            }
            return offset / 1000.0;
        } catch (java.net.SocketTimeoutException | java.net.UnknownHostException e) {
            throw new IOException(
                    "The time server %s does not answer; check operation.ntpServer and that UDP port %d is open."
                            .formatted(server, port),
                    e);
        }
    }
}
