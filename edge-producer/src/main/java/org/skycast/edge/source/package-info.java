/** Where a station's frames and readings come from. */
@NullMarked
package org.skycast.edge.source;

import org.jspecify.annotations.NullMarked;
