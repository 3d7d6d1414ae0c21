/** Models and encoders, as stages open them. */
@NullMarked
package org.skycast.streams.model;

import org.jspecify.annotations.NullMarked;
