/** What records become in the store. */
@NullMarked
package org.skycast.dashboard.project;

import org.jspecify.annotations.NullMarked;
