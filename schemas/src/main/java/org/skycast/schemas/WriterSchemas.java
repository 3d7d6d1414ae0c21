package org.skycast.schemas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What a writer's schema may be. How deep a record nests, and how long it takes to read or to skip, is bounded by its
 * schema and its bytes only where the schema does not contain itself and every item of a list takes at least a byte.
 */
final class WriterSchemas {

    /** Those of this build nest five deep. */
    private static final int DEEPEST = 32;

    private WriterSchemas() {}

    /** Why records of a schema are not read, as the end of a sentence, if they are not. */
    static Optional<String> fault(Schema schema) {
        return fault(schema, new ArrayDeque<>());
    }

    private static Optional<String> fault(Schema schema, Deque<Schema> within) {
        if (within.size() > DEEPEST) {
            return Optional.of("it nests deeper than %d".formatted(DEEPEST));
        }
        if (schema.getType() == Schema.Type.RECORD && within.stream().anyMatch(outer -> outer == schema)) {
            return Optional.of("%s contains itself".formatted(schema.getFullName()));
        }
        if (schema.getType() == Schema.Type.ARRAY && leastBytes(schema.getElementType(), 0) == 0) {
            return Optional.of("it has a list whose items take no bytes");
        }
        within.push(schema);
        try {
            return parts(schema).stream()
                    .flatMap(part -> fault(part, within).stream())
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

    private static int leastBytes(Schema schema, int depth) {
        return switch (schema.getType()) {
            case NULL -> 0;
            case FIXED -> schema.getFixedSize();
            case RECORD ->
                depth > DEEPEST
                        ? 0
                        : schema.getFields().stream()
                                .mapToInt(field -> Math.min(1, leastBytes(field.schema(), depth + 1)))
                                .max()
                                .orElse(0);
            default -> 1;
        };
    }
}
