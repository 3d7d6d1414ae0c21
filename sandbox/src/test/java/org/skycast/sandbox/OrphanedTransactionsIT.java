package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** A process of the topology was lost with a transaction open: who starts after it ends that one, and nobody else's. */
class OrphanedTransactionsIT {

    private static final String OF_A_LOST_PROCESS = "skycast-7c1f4e0a-9b62-4a0c-8a53-5f2d6b8e9c22-1";
    private static final String OF_SOMEBODY_ELSE = "skycast-of-somebody-else";
    /** Far longer than the test. */
    private static final int OPEN_MILLIS = 900_000;

    @TempDir
    Path folder;

    @Test
    void whatALostProcessLeftOpenIsEnded() throws Exception {
        try (Rig rig = Rig.on(folder);
                KafkaProducer<String, byte[]> lost = open(rig, OF_A_LOST_PROCESS);
                KafkaProducer<String, byte[]> other = open(rig, OF_SOMEBODY_ELSE);
                Admin admin = Admin.create(new HashMap<>(rig.clients()))) {
            assertThat(ongoing(admin)).contains(OF_A_LOST_PROCESS, OF_SOMEBODY_ELSE);
            try (NowcastApp topology = rig.topology()) {
                Rig.await(
                        "the lost process's transaction to end",
                        Duration.ofSeconds(45),
                        () -> !ongoing(admin).contains(OF_A_LOST_PROCESS));
                assertThat(ongoing(admin)).contains(OF_SOMEBODY_ELSE);
                assertThat(topology.awaitRunning(Duration.ofMinutes(1))).isTrue();
            }
        }
    }

    private static KafkaProducer<String, byte[]> open(Rig rig, String id) throws Exception {
        Map<String, Object> settings = new HashMap<>(rig.clients());
        settings.put("transactional.id", id);
        settings.put("transaction.timeout.ms", OPEN_MILLIS);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.FORECASTS.name(), "a", new byte[] {1}))
                .get();
        return producer;
    }

    private static Set<String> ongoing(Admin admin) {
        try {
            return admin
                    .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
