/** How good warnings of weather were: what came, what was told of it, and figures of both. No log, no files, no clock. */
@NullMarked
package org.skycast.nowcast.warning;

import org.jspecify.annotations.NullMarked;
