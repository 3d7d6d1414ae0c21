/** Frames in a directory that fills. */
@NullMarked
package org.skycast.edge.source.directory;

import org.jspecify.annotations.NullMarked;
