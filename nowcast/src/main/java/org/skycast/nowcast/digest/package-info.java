/** Digests. */
@NullMarked
package org.skycast.nowcast.digest;

import org.jspecify.annotations.NullMarked;
