/** Runs a model bundle: frames to embeddings, histories to predictions. */
@NullMarked
package org.skycast.inference;

import org.jspecify.annotations.NullMarked;
