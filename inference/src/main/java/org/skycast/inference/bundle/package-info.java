/** Model bundles: what they hold and need, how they travel, and who signed them. */
@NullMarked
package org.skycast.inference.bundle;

import org.jspecify.annotations.NullMarked;
