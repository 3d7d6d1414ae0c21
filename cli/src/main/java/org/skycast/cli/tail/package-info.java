/** What comes on a topic, a line a record. */
@NullMarked
package org.skycast.cli.tail;

import org.jspecify.annotations.NullMarked;
