/** Two models' scores of the same truths, and what can be told of them. */
@NullMarked
package org.skycast.nowcast.compare;

import org.jspecify.annotations.NullMarked;
