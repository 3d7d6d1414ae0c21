/** The model, run at the station. */
@NullMarked
package org.skycast.edge.process.model;

import org.jspecify.annotations.NullMarked;
