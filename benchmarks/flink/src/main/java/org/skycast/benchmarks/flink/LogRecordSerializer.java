package org.skycast.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reads and writes records of the log on their way to their station: field by field, without names. */
final class LogRecordSerializer extends ImmutableSerializer<LogRecord> {

    static final LogRecordSerializer INSTANCE = new LogRecordSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(LogRecord record, DataOutputView target) throws IOException {
        target.writeUTF(record.topic());
        target.writeInt(record.partition());
        target.writeLong(record.offset());
        target.writeLong(record.appendedAt());
        target.writeUTF(record.key());
        writeBytes(record.value(), target);
        writeBytes(record.sky(), target);
    }

    @Override
    public LogRecord deserialize(DataInputView source) throws IOException {
        return new LogRecord(
                source.readUTF(),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                source.readUTF(),
                readBytes(source),
                readBytes(source));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogRecordSerializer;
    }

    @Override
    public int hashCode() {
        return LogRecordSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<LogRecord> snapshotConfiguration() {
        return new Only();
    }

    /** There is one form. Public: Flink makes it by reflection. */
    public static final class Only extends Snapshot<LogRecord> {

        @Override
        public void writeSnapshot(DataOutputView out) {}

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) {}

        @Override
        public TypeSerializer<LogRecord> restoreSerializer() {
            return INSTANCE;
        }
    }
}
