package org.skycast.schemas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What a writer's schema may be. How deep a record nests, and how long it takes to read or to skip, is bounded by its
 * schema and its bytes only where the schema does not contain itself and every item of a list takes at least a byte.
 */
final class WriterSchemas {

    /** Those of this build nest five deep. */
    private static final int DEEPEST = 32;

    /** With each named type as often as it stands somewhere. */
    private static final int MOST_PARTS = 10_000;

    private final Deque<Schema> within = new ArrayDeque<>();
    private final Map<Schema, Boolean> empty = new IdentityHashMap<>();
    private int parts;

    private WriterSchemas() {}

    /** Why records of a schema are not read, as the end of a sentence, if they are not. */
    static Optional<String> fault(Schema schema) {
        return new WriterSchemas().faultOf(schema);
    }

    private Optional<String> faultOf(Schema schema) {
        if (++parts > MOST_PARTS) {
            return Optional.of("it has more than %d parts".formatted(MOST_PARTS));
        }
        if (within.size() > DEEPEST) {
            return Optional.of("it nests deeper than %d".formatted(DEEPEST));
        }
        if (schema.getType() == Schema.Type.RECORD && within.stream().anyMatch(outer -> outer == schema)) {
            return Optional.of("%s contains itself".formatted(schema.getFullName()));
        }
        if (schema.getType() == Schema.Type.ARRAY && isEmpty(schema.getElementType())) {
            return Optional.of("it has a list whose items take no bytes");
        }
        within.push(schema);
        try {
            return parts(schema).stream()
                    .flatMap(part -> faultOf(part).stream())
                    .findFirst();
        } finally {
            within.pop();
        }
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case UNION -> schema.getTypes();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            default -> List.of();
        };
    }

    /** Whether values take no bytes. A record within itself takes none by that; it is refused all the same. */
    private boolean isEmpty(Schema schema) {
        Boolean known = empty.get(schema);
        if (known != null) {
            return known;
        }
        empty.put(schema, true);
        boolean found = switch (schema.getType()) {
            case NULL -> true;
            case FIXED -> schema.getFixedSize() == 0;
            case RECORD -> schema.getFields().stream().allMatch(field -> isEmpty(field.schema()));
            default -> false;
        };
        empty.put(schema, found);
        return found;
    }
}
