package org.skycast.edge.check;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** The brokers: that they are reached, trust this edge and are trusted by it. */
final class BrokerProbe implements Probe {

    private final String subject;
    private final Link link;

    BrokerProbe(String subject, Link link) {
        this.subject = subject;
        this.link = link;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public CheckFinding look(Duration limit) throws Exception {
        String protocol = link.properties().getOrDefault("security.protocol", "PLAINTEXT");
        try {
            DescribeClusterResult[] result = new DescribeClusterResult[1];
            String id = link.ask(limit, admin -> {
                result[0] = admin.describeCluster();
                return result[0].clusterId();
            });
            int nodes = result[0].nodes().get().size();
            String seen = "cluster %s, %d broker%s, %s".formatted(id, nodes, nodes == 1 ? "" : "s", protocol);
            return protocol.endsWith("PLAINTEXT")
                    ? new CheckFinding.Ok(seen + "; nothing is encrypted.")
                    : new CheckFinding.Ok(seen + ".");
        } catch (SslAuthenticationException e) {
            return new CheckFinding.Failed(
                    "The brokers at %s and this edge do not trust each other by TLS (%s); check the ssl.* keys."
                            .formatted(link.bootstrapServers(), Check.sentence(e)));
        } catch (SaslAuthenticationException e) {
            return new CheckFinding.Failed("The brokers at %s refuse the login (%s); check the sasl.* keys."
                    .formatted(link.bootstrapServers(), Check.sentence(e)));
        } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
            return new CheckFinding.Failed(
                    "No broker answers at %s; check kafka: bootstrap.servers, security.protocol and the network."
                            .formatted(link.bootstrapServers()));
        }
    }
}
