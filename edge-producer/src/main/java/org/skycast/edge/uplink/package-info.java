/** From the spool to the broker. */
@NullMarked
package org.skycast.edge.uplink;

import org.jspecify.annotations.NullMarked;
