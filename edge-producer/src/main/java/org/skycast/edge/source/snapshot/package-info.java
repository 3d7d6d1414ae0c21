/** Frames of a camera that answers over HTTP. */
@NullMarked
package org.skycast.edge.source.snapshot;

import org.jspecify.annotations.NullMarked;
