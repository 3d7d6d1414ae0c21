package org.skycast.cli.models;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Options of every command that gives a role. */
final class SwitchOptions {

    @Option(
            names = "--from-slot",
            paramLabel = "T",
            description =
                    "The start of the first slot; by default two slots after the newest observed one, and for another"
                            + " encoder one history later.")
    private Optional<Instant> fromSlot = Optional.empty();

    @Option(
            names = "--stations",
            paramLabel = "ID",
            split = ",",
            description = "The stations that it is for, separated by commas; by default all.")
    private List<String> stations = List.of();

    Optional<Instant> fromSlot() {
        return fromSlot;
    }

    /** Empty for all. */
    Set<String> stations() {
        return new TreeSet<>(stations);
    }
}
