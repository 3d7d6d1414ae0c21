/** What runs the stages: settings, start and stop, health, and what becomes of records that fail. */
@NullMarked
package org.skycast.streams.runtime;

import org.jspecify.annotations.NullMarked;
