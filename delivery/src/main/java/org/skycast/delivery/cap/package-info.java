/** Weather alerts as documents of the Common Alerting Protocol 1.2 (OASIS, 2010). */
@NullMarked
package org.skycast.delivery.cap;

import org.jspecify.annotations.NullMarked;
