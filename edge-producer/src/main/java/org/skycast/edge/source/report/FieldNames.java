package org.skycast.edge.source.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
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
     */
    record Named(String map) implements FieldNames {
        @Override
        public FieldMap open() {
            return FieldMap.READY.contains(map) ? FieldMap.ready(map) : FieldMap.read(Path.of(map));
        }

        @Override
        public Named relativeTo(Path folder) {
            return FieldMap.READY.contains(map)
                    ? this
                    : new Named(folder.resolve(map).normalize().toString());
        }
    }

    /**
     * The fields themselves.
     *
     * @param time the field of the time; if absent, a report is of when it came
     * @param columns by CF standard name
     */
    record Inline(@JsonProperty("timeColumn") Optional<String> time, Map<String, Column> columns)
            implements FieldNames {
        public Inline {
            columns = Map.copyOf(columns);
        }

        @Override
        public FieldMap open() {
            return FieldMap.of(time, columns);
        }

        @Override
        public Inline relativeTo(Path folder) {
            return this;
        }
    }
}
