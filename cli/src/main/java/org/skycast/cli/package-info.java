/** The command line: what a person types, read, handed on, and answered. */
@NullMarked
package org.skycast.cli;

import org.jspecify.annotations.NullMarked;
