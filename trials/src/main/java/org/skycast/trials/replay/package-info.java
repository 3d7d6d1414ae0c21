/** Runs a bundle over what the topics hold, without touching what is live, and pairs its scores with another's. */
@NullMarked
package org.skycast.trials.replay;

import org.jspecify.annotations.NullMarked;
