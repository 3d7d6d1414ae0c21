/** What a stage is, and what it may be built from. */
@NullMarked
package org.skycast.streams.stage;

import org.jspecify.annotations.NullMarked;
