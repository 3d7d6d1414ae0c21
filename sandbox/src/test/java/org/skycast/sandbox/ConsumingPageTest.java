package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.skycast.avro.Forecast;

/** The page for those who read forecasts tells of every field, and which may be null. */
class ConsumingPageTest {

    /** A field of the schema, and whether it may be null. */
    private record Told(String name, boolean isNullable) {}

    @Test
    void everyFieldOfAForecastIsDescribed() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "consuming.md"));
        Set<Told> fields = new LinkedHashSet<>();
        collect(Forecast.getClassSchema(), fields, new ArrayList<>());
        assertThat(fields).hasSizeGreaterThan(35);
        assertThat(fields)
                .allSatisfy(field -> assertThat(page)
                        .as("docs/consuming.md describes %s", field)
                        .contains("`" + field.name() + "`" + (field.isNullable() ? "?" : "")));
    }

    private static void collect(Schema schema, Set<Told> to, List<Schema> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!seen.contains(schema)) {
                    seen.add(schema);
                    for (Schema.Field field : schema.getFields()) {
                        to.add(new Told(field.name(), field.schema().isNullable()));
                        collect(field.schema(), to, seen);
                    }
                }
            }
            case ARRAY -> collect(schema.getElementType(), to, seen);
            case UNION -> schema.getTypes().forEach(each -> collect(each, to, seen));
            default -> {
                // A value.
            }
        }
    }
}
