/** The commands of weather alerts. */
@NullMarked
package org.skycast.cli.alerts;

import org.jspecify.annotations.NullMarked;
