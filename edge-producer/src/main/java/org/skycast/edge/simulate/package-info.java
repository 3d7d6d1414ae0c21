/** Stations that are made up: weather by seed, and skies that agree with it. */
@NullMarked
package org.skycast.edge.simulate;

import org.jspecify.annotations.NullMarked;
