/** The edge producer: sources, process, spool and uplink, each a room of its own, and here put together. */
@NullMarked
package org.skycast.edge;

import org.jspecify.annotations.NullMarked;
