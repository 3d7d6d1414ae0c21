/** The way to a broker and a registry, as options of commands. */
@NullMarked
package org.skycast.cli.connection;

import org.jspecify.annotations.NullMarked;
