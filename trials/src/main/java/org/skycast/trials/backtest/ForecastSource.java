package org.skycast.trials.backtest;

/** Where forecasts, and what was measured, come from. */
public interface ForecastSource {

    /** Reads what is asked for. */
    Archives read(BackTestAsk ask);

    /** What the forecasts are, in words. */
    String words();
}
