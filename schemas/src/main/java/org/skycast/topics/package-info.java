/** The topics that records travel through: their names, what they hold, and for how long. */
@NullMarked
package org.skycast.topics;

import org.jspecify.annotations.NullMarked;
