/** Frames to pictures, and pictures to embeddings. */
@NullMarked
package org.skycast.inference.sky;

import org.jspecify.annotations.NullMarked;
