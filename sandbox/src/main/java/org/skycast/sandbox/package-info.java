/** Everything in one JVM: a broker, a registry, stations and the topology, for a look and for tests. */
@NullMarked
package org.skycast.sandbox;

import org.jspecify.annotations.NullMarked;
