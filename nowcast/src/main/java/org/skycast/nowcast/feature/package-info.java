/** What a forecaster reads: numbers of past slots, and the specs by which they become named tensors. */
@NullMarked
package org.skycast.nowcast.feature;

import org.jspecify.annotations.NullMarked;
