/** Trying models on what was recorded, and taking data out to train the next. */
@NullMarked
package org.skycast.trials;

import org.jspecify.annotations.NullMarked;
