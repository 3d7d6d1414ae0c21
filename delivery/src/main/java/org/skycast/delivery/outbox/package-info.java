/** What is to be told to one receiver and when: one entry an incident, time passed in, no I/O. */
@NullMarked
package org.skycast.delivery.outbox;

import org.jspecify.annotations.NullMarked;
