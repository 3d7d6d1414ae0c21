package org.skycast.edge.operate.check;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.operate.ClockLook;

/** Everything that an edge with some settings needs. */
public final class Probes implements AutoCloseable {

    private final List<Probe> probes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** Opens nothing yet. */
    public Probes(EdgeConfig config, InstantSource clock) {
        for (EdgeConfig.StationSources station : config.stations()) {
            station.frames().ifPresent(f -> probes.add(new FrameDirectoryProbe(station.id(), f, clock)));
            station.readings().forEach(r -> probes.add(new ReadingCsvProbe(station.id(), r, clock)));
        }
        probes.add(new DiskProbe(config.spool()));
        probes.add(new SpoolProbe(config.spool().file()));
        probes.add(new ClockProbe(ClockLook.at(config.operation().ntpServer())));
        config.inference().ifPresent(i -> probes.add(new ModelProbe(i.bundle())));
        List<NeededTopic> topics = NeededTopic.of(config);
        var link = new Link(config.kafka());
        links.add(link);
        probes.add(new BrokerProbe("uplink", link));
        if (CertificateProbe.isOf(config.kafka())) {
            probes.add(new CertificateProbe("certificates", link, clock));
        }
        probes.add(new TopicsProbe("topics", link, topics));
        probes.add(new RegistryProbe(config.kafka(), topics));
    }

    /** All of them, in the order of the table. */
    public List<Probe> all() {
        return List.copyOf(probes);
    }

    @Override
    public void close() {
        links.forEach(Link::close);
    }
}
