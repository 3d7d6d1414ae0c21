/** What a sensor says, told by maps of names and units. */
@NullMarked
package org.skycast.edge.source.report;

import org.jspecify.annotations.NullMarked;
