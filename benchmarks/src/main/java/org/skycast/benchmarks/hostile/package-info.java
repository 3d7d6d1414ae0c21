/** Hostile records to every topic and hostile input to an edge, beside good stations, and an account of every one. */
@NullMarked
package org.skycast.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
