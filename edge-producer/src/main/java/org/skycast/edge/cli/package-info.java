/** The commands of {@code skycast edge}. */
@NullMarked
package org.skycast.edge.cli;

import org.jspecify.annotations.NullMarked;
