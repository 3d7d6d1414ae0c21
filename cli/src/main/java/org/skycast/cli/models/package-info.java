/** {@code skycast models}: bundles published, tried, and given roles. */
@NullMarked
package org.skycast.cli.models;

import org.jspecify.annotations.NullMarked;
