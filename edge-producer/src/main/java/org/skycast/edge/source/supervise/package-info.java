/** Sources that are run again when they fail, and what is known of them. */
@NullMarked
package org.skycast.edge.source.supervise;

import org.jspecify.annotations.NullMarked;
