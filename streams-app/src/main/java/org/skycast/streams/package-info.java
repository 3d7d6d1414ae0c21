/** The topology and what runs it. */
@NullMarked
package org.skycast.streams;

import org.jspecify.annotations.NullMarked;
