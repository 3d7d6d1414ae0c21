package org.skycast.edge.source.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a source's fields are told what they mean. */
public sealed interface FieldNames {

    /**
     * The map.
     *
     * @throws org.skycast.settings.SettingsException if it is not there or cannot be used
     */
    FieldMap open();

    /** The same, a relative path taken to be in {@code folder}. */
    FieldNames relativeTo(Path folder);

    /**
     * A map that comes with Skycast, or a file.
     *
     * @param map its name or its path
     * @param notation what is said in place of what the map says
     */
    record Named(String map, @JsonUnwrapped Notation notation) implements FieldNames {

        /** As the map says. */
        public Named(String map) {
            this(map, Notation.PLAIN);
        }

        @Override
        public FieldMap open() {
            FieldMap opened = FieldMap.READY.contains(map) ? FieldMap.ready(map) : FieldMap.read(Path.of(map));
            return opened.as(notation);
        }

        @Override
        public Named relativeTo(Path folder) {
            return FieldMap.READY.contains(map)
                    ? this
                    : new Named(folder.resolve(map).normalize().toString(), notation);
        }
    }

    /**
     * The fields themselves.
     *
     * @param time the field of the time, or several that together are it; if none, a report is of when it came
     * @param columns by CF standard name
     * @param notation how times and missing values are written
     */
    record Inline(
            @JsonProperty("timeColumn") List<String> time,
            Map<String, Column> columns,
            @JsonUnwrapped Notation notation)
            implements FieldNames {
        public Inline {
            time = List.copyOf(time);
            columns = Map.copyOf(columns);
        }

        /** In plain notation. */
        public Inline(Optional<String> time, Map<String, Column> columns) {
            this(time.stream().toList(), columns, Notation.PLAIN);
        }

        @Override
        public FieldMap open() {
            return FieldMap.of(time, columns).as(notation);
        }

        @Override
        public Inline relativeTo(Path folder) {
            return this;
        }
    }
}
