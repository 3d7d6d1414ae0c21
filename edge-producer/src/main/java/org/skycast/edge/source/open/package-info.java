/** Opens the sources that stations' settings name. */
@NullMarked
package org.skycast.edge.source.open;

import org.jspecify.annotations.NullMarked;
