/** Stations' registrations as administrators sign them. */
@NullMarked
package org.skycast.cli.stations;

import org.jspecify.annotations.NullMarked;
