/** Rules of weather alerts over what was foretold and measured: how often they would have warned, and how well. */
@NullMarked
package org.skycast.trials.backtest;

import org.jspecify.annotations.NullMarked;
