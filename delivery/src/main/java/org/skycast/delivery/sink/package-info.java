/** Receivers of weather alerts: webhooks, an Alertmanager, MQTT and files. */
@NullMarked
package org.skycast.delivery.sink;

import org.jspecify.annotations.NullMarked;
