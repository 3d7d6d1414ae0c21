package org.skycast.dashboard;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.skycast.dashboard.feed.FeedState;
import org.skycast.dashboard.feed.TopicFeed;
import org.skycast.dashboard.frame.FrameFetcher;
import org.skycast.dashboard.project.Projection;
import org.skycast.dashboard.project.StoreChange;
import org.skycast.dashboard.store.Store;
import org.skycast.dashboard.web.WebServer;
import org.skycast.streams.StartupException;

/** The dashboard: it reads the log into its store, and serves what is there. Closed, it can be started again where it was. */
public final class Dashboard implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;

    private final Store store;
    private final TopicFeed feed;
    private final Optional<FrameFetcher> frames;
    private final WebServer web;
    private final String address;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Dashboard(ServeConfig config, InstantSource clock) throws IOException {
        store = Store.open(config.store());
        address = config.httpAddress();
        frames = config.frames().shown()
                ? Optional.of(new FrameFetcher(config.kafka(), config.frames().cacheMegabytes() * MEGABYTE))
                : Optional.empty();
        var projection = new Projection(store, config.kafka(), Set.copyOf(config.stations()));
        var setting = new WebServer.Setting(
                config.httpAddress(),
                config.httpPort(),
                config.hosts(),
                config.zones(),
                Set.copyOf(config.frames().off()),
                config.capSender());
        feed = new TopicFeed(config.kafka(), store, projection, this::told, clock);
        web = new WebServer(setting, store, feed::state, frames, clock);
        try {
            web.start();
        } catch (IOException e) {
            frames.ifPresent(FrameFetcher::close);
            store.close();
            throw e;
        }
        feed.start();
    }

    private void told(Set<StoreChange> changes) {
        web.tell(changes);
    }

    /**
     * Starts it; a broker that is away is waited for.
     *
     * @throws StartupException in one sentence if it cannot listen
     */
    public static Dashboard start(ServeConfig config, InstantSource clock) {
        try {
            return new Dashboard(config, clock);
        } catch (IOException e) {
            throw new StartupException(
                    "The dashboard cannot listen on %s:%d (%s); choose another httpPort."
                            .formatted(config.httpAddress(), config.httpPort(), e.getMessage()),
                    e);
        }
    }

    /** Where it is, for a browser on this computer. */
    public String url() {
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, web.port());
    }

    /** How reading stands. */
    public FeedState state() {
        return feed.state();
    }

    /** Waits until it is closed. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        web.close();
        feed.close();
        frames.ifPresent(FrameFetcher::close);
        store.close();
        closed.countDown();
    }
}
