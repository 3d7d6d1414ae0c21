/** Topics carried to other brokers, or to more partitions. */
@NullMarked
package org.skycast.cli.copy;

import org.jspecify.annotations.NullMarked;
