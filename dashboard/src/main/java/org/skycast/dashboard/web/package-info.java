/** The HTTP server: pages, answers and streams of events, all of which can only be read. */
@NullMarked
package org.skycast.dashboard.web;

import org.jspecify.annotations.NullMarked;
