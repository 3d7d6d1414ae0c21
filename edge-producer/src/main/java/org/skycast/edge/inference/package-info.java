/** The model, run at the station. */
@NullMarked
package org.skycast.edge.inference;

import org.jspecify.annotations.NullMarked;
