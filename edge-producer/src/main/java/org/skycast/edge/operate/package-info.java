/** How the edge is looked after: its check, its status, its metrics and its heartbeat. */
@NullMarked
package org.skycast.edge.operate;

import org.jspecify.annotations.NullMarked;
