/** What is made of a camera's picture before it is kept. */
@NullMarked
package org.skycast.edge.process.frame;

import org.jspecify.annotations.NullMarked;
