package org.skycast.benchmarks.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records from the log as they are, with their place in it. */
final class LogRecords implements KafkaRecordDeserializationSchema<LogRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
        if (record.key() != null && record.value() != null) {
            out.collect(LogRecord.of(record));
        }
    }

    @Override
    public TypeInformation<LogRecord> getProducedType() {
        return RecordType.LOG_RECORD;
    }
}
