/** Settings in YAML files, read into records that check themselves. */
@NullMarked
package org.skycast.settings;

import org.jspecify.annotations.NullMarked;
