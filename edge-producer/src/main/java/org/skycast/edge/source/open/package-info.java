/** Tells by the keys of stations' settings which kinds of source they mean, and opens them. */
@NullMarked
package org.skycast.edge.source.open;

import org.jspecify.annotations.NullMarked;
