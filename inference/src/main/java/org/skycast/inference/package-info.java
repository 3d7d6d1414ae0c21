/** Runs a model bundle: frames to embeddings, histories to predictions. What all of its packages share is here. */
@NullMarked
package org.skycast.inference;

import org.jspecify.annotations.NullMarked;
