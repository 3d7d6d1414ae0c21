/** What an edge needs, looked at piece by piece. */
@NullMarked
package org.skycast.edge.check;

import org.jspecify.annotations.NullMarked;
