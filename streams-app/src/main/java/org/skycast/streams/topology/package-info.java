/** What the stages' topologies are made of. */
@NullMarked
package org.skycast.streams.topology;

import org.jspecify.annotations.NullMarked;
