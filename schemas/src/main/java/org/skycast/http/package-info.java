/** What every process answers over HTTP: pages that can only be read. */
@NullMarked
package org.skycast.http;

import org.jspecify.annotations.NullMarked;
