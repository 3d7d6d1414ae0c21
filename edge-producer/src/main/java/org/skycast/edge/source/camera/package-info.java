/** Where a station's frames come from. */
@NullMarked
package org.skycast.edge.source.camera;

import org.jspecify.annotations.NullMarked;
