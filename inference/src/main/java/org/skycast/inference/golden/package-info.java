/** Golden cases: what the training computed is computed here too. */
@NullMarked
package org.skycast.inference.golden;

import org.jspecify.annotations.NullMarked;
