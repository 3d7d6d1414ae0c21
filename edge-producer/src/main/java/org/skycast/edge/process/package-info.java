/** From what the sources give to what is kept and sent. */
@NullMarked
package org.skycast.edge.process;

import org.jspecify.annotations.NullMarked;
