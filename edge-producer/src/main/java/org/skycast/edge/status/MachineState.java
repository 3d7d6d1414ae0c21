package org.skycast.edge.status;

import java.util.Optional;

/**
 * How the computer is doing.
 *
 * @param diskFreeBytes free to this process on the spool's disk
 * @param temperature of its hottest sensor, °C
 * @param memoryBytes resident memory of this process
 */
public record MachineState(Optional<Long> diskFreeBytes, Optional<Double> temperature, Optional<Long> memoryBytes) {}
