package org.skycast.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reads and writes a record of the domain in the form of the topology's stores. */
final class StoredSerializer<T> extends ImmutableSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    StoredSerializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        writeBytes(StoredForm.write(record), target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return StoredForm.read(readBytes(source), type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredSerializer<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new OfType<>(type);
    }

    /** Names the type. Public, with a constructor without arguments: Flink makes it by reflection. */
    public static final class OfType<T> extends Snapshot<T> {

        private Class<T> type;

        @SuppressWarnings({"unchecked", "NullAway"}) // what it is for is read next
        public OfType() {
            this((Class<T>) Object.class);
        }

        OfType(Class<T> type) {
            this.type = type;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(type.getName());
        }

        @Override
        @SuppressWarnings("unchecked") // it was written by that type's serializer
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            try {
                type = (Class<T>) Class.forName(in.readUTF(), true, loader);
            } catch (ClassNotFoundException e) {
                throw new IOException("A checkpoint of another program.", e);
            }
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return new StoredSerializer<>(type);
        }
    }
}
