/** What the topology knows, for whoever asks over HTTP. */
@NullMarked
package org.skycast.streams.serve;

import org.jspecify.annotations.NullMarked;
