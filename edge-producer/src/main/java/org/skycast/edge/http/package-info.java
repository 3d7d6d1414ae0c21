/** What the servers over HTTP in this process share. */
@NullMarked
package org.skycast.edge.http;

import org.jspecify.annotations.NullMarked;
