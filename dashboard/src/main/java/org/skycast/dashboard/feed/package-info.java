/** Topics as they grow, read without a group and without a commit. */
@NullMarked
package org.skycast.dashboard.feed;

import org.jspecify.annotations.NullMarked;
