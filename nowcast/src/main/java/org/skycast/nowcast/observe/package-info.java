/** From readings and skies to one observation per station and slot. */
@NullMarked
package org.skycast.nowcast.observe;

import org.jspecify.annotations.NullMarked;
