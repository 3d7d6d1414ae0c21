/** Text from outside, as it may be shown to people. */
@NullMarked
package org.skycast.text;

import org.jspecify.annotations.NullMarked;
