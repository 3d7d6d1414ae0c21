/** What is answered as JSON and CSV. */
@NullMarked
package org.skycast.dashboard.api;

import org.jspecify.annotations.NullMarked;
