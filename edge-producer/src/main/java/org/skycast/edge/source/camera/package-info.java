/** Cameras that are asked for their pictures. */
@NullMarked
package org.skycast.edge.source.camera;

import org.jspecify.annotations.NullMarked;
