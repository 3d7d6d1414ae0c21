/** How logs are read: one partition or a whole topic, up to an end that stands still. */
@NullMarked
package org.skycast.streams.log;

import org.jspecify.annotations.NullMarked;
