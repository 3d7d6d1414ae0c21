/** Readings that a weather console on the local network sends here. */
@NullMarked
package org.skycast.edge.source.console;

import org.jspecify.annotations.NullMarked;
