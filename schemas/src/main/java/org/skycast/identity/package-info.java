/** Who a record is from: keys, signatures of batches of records and MACs of each, registrations that an administrator has signed. */
@NullMarked
package org.skycast.identity;

import org.jspecify.annotations.NullMarked;
