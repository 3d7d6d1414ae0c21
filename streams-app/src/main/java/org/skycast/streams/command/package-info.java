/** The commands that talk to a broker. */
@NullMarked
package org.skycast.streams.command;

import org.jspecify.annotations.NullMarked;
