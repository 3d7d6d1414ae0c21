/** Where Avro stops: records to the domain's types and back. The edge and the topology both cross here. */
@NullMarked
package org.skycast.records;

import org.jspecify.annotations.NullMarked;
