package org.skycast.delivery.outbox;

import org.skycast.avro.Alert;

/**
 * A message that a receiver will not be told.
 *
 * @param reason a sentence
 */
public record Undelivered(Alert alert, String reason) {}
