/**
 * The process that tells receivers: each reads the topic of alerts by itself, an outbox decides what to tell when, and a
 * message is done with once its receiver has answered.
 */
@NullMarked
package org.skycast.delivery.send;

import org.jspecify.annotations.NullMarked;
