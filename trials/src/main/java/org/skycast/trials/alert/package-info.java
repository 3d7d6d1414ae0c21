/** Rules of weather alerts as people write them: read, checked, and held against those in the log. */
@NullMarked
package org.skycast.trials.alert;

import org.jspecify.annotations.NullMarked;
