/** Readings in a CSV file that grows and is rotated. */
@NullMarked
package org.skycast.edge.source.csv;

import org.jspecify.annotations.NullMarked;
