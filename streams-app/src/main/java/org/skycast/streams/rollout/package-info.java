/** Bundles and their roles, from the command line through their topics to whoever asks for them. */
@NullMarked
package org.skycast.streams.rollout;

import org.jspecify.annotations.NullMarked;
