/** Where a station's readings come from. */
@NullMarked
package org.skycast.edge.source.sensor;

import org.jspecify.annotations.NullMarked;
