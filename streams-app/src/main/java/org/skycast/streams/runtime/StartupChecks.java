package org.skycast.streams.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.rocksdb.RocksDB;
import org.skycast.inference.NativeLibraries;
import org.skycast.schemas.Registries;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.StartupException;

/** What must be as it should before a stage starts; each check says in one sentence what is not. */
final class StartupChecks {

    private StartupChecks() {}

    /** The library of the stores: where one thread fails to load it, the others wait for that one for ever. */
    static void stores() {
        stores(RocksDB::loadLibrary);
    }

    /** @param loading loads it */
    static void stores(Runnable loading) {
        try {
            loading.run();
        } catch (RuntimeException | LinkageError e) {
            throw new StartupException(
                    "The stores cannot be opened. %s"
                            .formatted(NativeLibraries.sentence(e).orElse("RocksDB says: " + e.getMessage())),
                    e);
        }
    }

    /** The topics: those that are missing are created. A broker that is not there yet is waited for. */
    static void topics(NowcastConfig config) {
        new BrokerReach(config.kafka()).await(config.waitForBroker());
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        try (Admin admin = Admin.create(properties)) {
            var setup = new TopicSetup(admin, config.partitions(), config.replication(), config.logTime());
            setup.create();
            List<String> complaints = setup.check();
            if (!complaints.isEmpty()) {
                throw new StartupException(String.join(" ", complaints));
            }
        } catch (StartupException e) {
            throw new StartupException(
                    "The broker at %s: %s".formatted(config.kafka().get("bootstrap.servers"), e.getMessage()), e);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException(
                    "The broker at %s cannot be used: %s"
                            .formatted(config.kafka().get("bootstrap.servers"), cause.getMessage()),
                    e);
        }
    }

    /** The registry: it answers. */
    static void registry(NowcastConfig config) {
        try {
            Registries.open(config.kafka()).subjects();
        } catch (RegistryUnavailableException | SerializationException | ConfigException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }
}
