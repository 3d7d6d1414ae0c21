package org.skycast.benchmarks.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Observes and forecasts in Flink, in one job, exactly once; goes on from the newest checkpoint, if there is one. */
public final class FlinkNowcast {

    private static final String ROCKSDB_DIRECTORY = "state.backend.rocksdb.localdir";
    private static final Duration BETWEEN_WATERMARKS = Duration.ofMillis(10);
    private static final Duration UNTIL_SENT = Duration.ofMillis(5);

    /** Under which checkpoints' offsets are told to the broker. */
    static final String GROUP = "skycast-flink";

    private FlinkNowcast() {}

    /** @param arguments those of {@link JobSettings} */
    public static void main(String[] arguments) throws Exception {
        JobSettings settings = JobSettings.of(arguments);
        Optional<Path> checkpoint = newest(Files.createDirectories(checkpoints(settings)));
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(
                settings.parallelism(), configuration(settings, checkpoint));
        flink.fromSource(
                        source(settings),
                        WatermarkStrategy.forGenerator(new PartitionTime.Each(settings)),
                        "log",
                        RecordType.LOG_RECORD)
                .uid("log")
                .map(new FrameFunction(settings))
                .returns(RecordType.LOG_RECORD)
                .uid("embed")
                .keyBy(LogRecord::key, Types.STRING)
                .process(new StationFunction(settings), RecordType.WIRE_RECORD)
                .uid("stations")
                .sinkTo(sink(settings))
                .uid("out");
        flink.execute("skycast");
    }

    private static KafkaSource<LogRecord> source(JobSettings settings) {
        return KafkaSource.<LogRecord>builder()
                .setBootstrapServers(settings.bootstrap())
                .setTopics(settings.topics())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new LogRecords())
                .setGroupId(GROUP)
                .setProperty("max.poll.records", "50")
                // Else all of one partition is taken before another's turn comes, and waits in state.
                .setProperty("max.partition.fetch.bytes", Integer.toString(64 << 10))
                .build();
    }

    private static KafkaSink<WireRecord> sink(JobSettings settings) {
        var properties = new Properties();
        // As the topology's producers are set.
        properties.setProperty("compression.type", "zstd");
        properties.setProperty("batch.size", Integer.toString(256 << 10));
        properties.setProperty("linger.ms", "100");
        properties.setProperty("max.request.size", Integer.toString(8 << 20));
        // Flink's own hour is more than a broker takes that is as it comes.
        properties.setProperty("transaction.timeout.ms", "90000");
        return KafkaSink.<WireRecord>builder()
                .setBootstrapServers(settings.bootstrap())
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new WireRecords())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(GROUP)
                // The other strategy makes a new transactional id for every checkpoint.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }

    private static Configuration configuration(JobSettings settings, Optional<Path> from) {
        var configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, settings.backend().name());
        configuration.setString(
                ROCKSDB_DIRECTORY, Path.of(settings.state(), "rocksdb").toString());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints(settings).toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpoint());
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.parallelism());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, BETWEEN_WATERMARKS);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, UNTIL_SENT);
        // A type that nobody told Flink of fails, and is not left to Kryo.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        from.ifPresent(path -> configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
        return configuration;
    }

    private static Path checkpoints(JobSettings settings) {
        return Path.of(settings.state(), "checkpoints");
    }

    /** The newest checkpoint that is complete. */
    private static Optional<Path> newest(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.find(checkpoints, 3, (path, is) -> path.endsWith("_metadata"))) {
            return files.max(Comparator.comparing(path -> path.toFile().lastModified()))
                    .map(Path::getParent);
        }
    }
}
