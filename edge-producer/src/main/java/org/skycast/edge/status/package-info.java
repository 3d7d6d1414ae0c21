/** How a running edge is doing, and who is told. */
@NullMarked
package org.skycast.edge.status;

import org.jspecify.annotations.NullMarked;
