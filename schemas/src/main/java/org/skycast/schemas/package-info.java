/** Avro records in Confluent's wire format, with Confluent's configuration keys. */
@NullMarked
package org.skycast.schemas;

import org.jspecify.annotations.NullMarked;
