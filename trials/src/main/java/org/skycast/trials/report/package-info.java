/** What a replay came to, on a page and as JSON. */
@NullMarked
package org.skycast.trials.report;

import org.jspecify.annotations.NullMarked;
