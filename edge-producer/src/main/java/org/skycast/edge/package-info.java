/** The edge producer: sources to spool to uplink. */
@NullMarked
package org.skycast.edge;

import org.jspecify.annotations.NullMarked;
