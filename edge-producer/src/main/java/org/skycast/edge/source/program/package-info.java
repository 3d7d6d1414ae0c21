/** Programs that give a picture or a reading. */
@NullMarked
package org.skycast.edge.source.program;

import org.jspecify.annotations.NullMarked;
