/** Who asks a source, and whose certificates are trusted. */
@NullMarked
package org.skycast.edge.source.access;

import org.jspecify.annotations.NullMarked;
