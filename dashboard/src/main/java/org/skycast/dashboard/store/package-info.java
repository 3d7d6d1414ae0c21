/** What the dashboard keeps, in one SQLite file that may be deleted at any time. */
@NullMarked
package org.skycast.dashboard.store;

import org.jspecify.annotations.NullMarked;
