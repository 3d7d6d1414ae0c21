/** The observe stage: thin shells that carry records to the station observer and its decisions back. */
@NullMarked
package org.skycast.streams.observe;

import org.jspecify.annotations.NullMarked;
