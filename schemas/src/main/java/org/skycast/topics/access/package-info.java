/** Which part of Skycast may do what with which topic, and the broker's access control lists that say so. */
@NullMarked
package org.skycast.topics.access;

import org.jspecify.annotations.NullMarked;
