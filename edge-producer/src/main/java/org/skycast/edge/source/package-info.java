/** What a source of frames or readings is; each kind has a room of its own. */
@NullMarked
package org.skycast.edge.source;

import org.jspecify.annotations.NullMarked;
