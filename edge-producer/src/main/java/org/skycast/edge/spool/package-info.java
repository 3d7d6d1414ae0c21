/** What has been taken and not yet acknowledged, on disk. */
@NullMarked
package org.skycast.edge.spool;

import org.jspecify.annotations.NullMarked;
