/** What every room knows. */
@NullMarked
package org.skycast.streams;

import org.jspecify.annotations.NullMarked;
