@NullMarked
package org.skycast.delivery;

import org.jspecify.annotations.NullMarked;
