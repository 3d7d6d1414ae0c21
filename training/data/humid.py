"""Dew point and humidity out of each other."""

import numpy as np
import pandas as pd

# Alduchov and Eskridge, J. Appl. Meteor. 35 (1996), 601-609: the exponent's slope, and degrees Celsius.
SLOPE, OFFSET = 17.625, 243.04
# A humidity below this says nothing of the dew point.
LEAST = 1.0


def completed(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the dew point and the humidity where only the other was measured, beside the temperature."""
    columns = ("air_temperature", "dew_point_temperature", "relative_humidity")
    warm, dew, wet = (table.get(name, pd.Series(np.nan, table.index)) for name in columns)
    if warm.isna().all():
        return table
    exponent = np.log(wet.clip(LEAST, 100) / 100) + SLOPE * warm / (OFFSET + warm)
    made = OFFSET * exponent / (SLOPE - exponent)
    share = 100 * np.exp(SLOPE * dew / (OFFSET + dew) - SLOPE * warm / (OFFSET + warm))
    found = {columns[1]: dew.fillna(made), columns[2]: wet.fillna(share.clip(0, 100))}
    return table.assign(**{name: values for name, values in found.items() if values.notna().any()})
