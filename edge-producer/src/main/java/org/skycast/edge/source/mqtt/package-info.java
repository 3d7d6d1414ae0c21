/** Readings that come over MQTT. */
@NullMarked
package org.skycast.edge.source.mqtt;

import org.jspecify.annotations.NullMarked;
