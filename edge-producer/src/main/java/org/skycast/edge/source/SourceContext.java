package org.skycast.edge.source;

import java.time.InstantSource;
import org.skycast.edge.metrics.EdgeMetrics;

/**
 * What a source is opened with.
 *
 * @param follow whether files that grow and directories that fill are followed, or what is there is read once
 * @param metrics where it counts what it cannot read
 * @param items what was taken of each source before
 */
public record SourceContext(boolean follow, EdgeMetrics metrics, InstantSource clock, Pause pause, TakenItems items) {}
