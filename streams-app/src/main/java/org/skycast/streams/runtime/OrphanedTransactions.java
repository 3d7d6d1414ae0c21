package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that a lost process left open. Who reads committed waits for them, and so does whoever takes over its
 * partitions, until they time out; and that is long, for a transaction may take as long as two records may. A process is lost
 * once its group has given up its place. Should it live all the same, its producers are fenced, as they are whenever others have
 * its partitions, and it joins anew.
 */
final class OrphanedTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedTransactions.class);
    private static final int LIMIT_MILLIS = 5_000;
    private static final int EACH_MILLIS = 1_000;
    /** A transaction is committed each 100 ms; what is open for longer is looked at. */
    private static final int OPEN_MILLIS = 2_000;

    private final Admin admin;
    private final Set<String> applications;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(OrphanedTransactions::daemon);

    /** @param applications the ids under which stages run */
    OrphanedTransactions(Map<String, String> clients, Set<String> applications) {
        this.admin = Admin.create(new HashMap<>(clients));
        this.applications = Set.copyOf(applications);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "orphaned-transactions");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks from now on, every second. */
    OrphanedTransactions start() {
        looking.scheduleWithFixedDelay(this::look, EACH_MILLIS, EACH_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // Looked for again in a second; until somebody answers they stay open for as long as they may.
            LOG.debug("Nobody says which transactions are open.", e);
        }
    }

    private void end() throws InterruptedException, ExecutionException, TimeoutException {
        var options = new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.ONGOING))
                .filterOnDuration(OPEN_MILLIS);
        List<String> open = admin.listTransactions(options).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS).stream()
                .map(TransactionListing::transactionalId)
                .toList();
        for (String application : applications) {
            Pattern own = own(application);
            if (open.stream().noneMatch(id -> own.matcher(id).matches())) {
                continue;
            }
            Set<String> orphans = orphans(application, open, clientsOf(application));
            if (!orphans.isEmpty()) {
                admin.fenceProducers(orphans).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
                LOG.warn(
                        "{} of {} ended, which a process left open that is no longer in the group: {}",
                        orphans.size() == 1 ? "A transaction" : orphans.size() + " transactions",
                        application,
                        String.join(", ", orphans));
            }
        }
    }

    private Collection<String> clientsOf(String application)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin
                    .describeConsumerGroups(List.of(application))
                    .all()
                    .get(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .map(MemberDescription::clientId)
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    /** Kafka Streams makes transactional ids of the application's id, the process's and the thread's number. */
    private static Pattern own(String application) {
        return Pattern.compile(Pattern.quote(application) + "-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9]+");
    }

    /**
     * Those of the open transactions of an application whose process has no client in the group. None where a client is named
     * otherwise ({@code client.id}): it could be the one that a transaction belongs to.
     */
    static Set<String> orphans(String application, Collection<String> open, Collection<String> clients) {
        Set<String> orphans = new TreeSet<>();
        boolean areNamedByProcess =
                clients.stream().allMatch(client -> process(application, client).isPresent());
        if (!areNamedByProcess) {
            return orphans;
        }
        for (String id : open) {
            Matcher matcher = own(application).matcher(id);
            if (matcher.matches()
                    && clients.stream()
                            .flatMap(client -> process(application, client).stream())
                            .noneMatch(matcher.group(1)::equals)) {
                orphans.add(id);
            }
        }
        return orphans;
    }

    private static Optional<String> process(String application, String client) {
        Matcher matcher = Pattern.compile(Pattern.quote(application) + "-([0-9a-f-]{36})-.*")
                .matcher(client);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        looking.shutdownNow();
        // Without a limit it may wait for ever for a broker that is held.
        admin.close(Duration.ofMillis(EACH_MILLIS));
    }
}
