"""The variables that stations measure, and those that are forecast."""

import numpy as np

# Slots of an hour: networks, trees and losses on purpose are shaped for slots of ten minutes.
HOUR = 6

IRRADIANCE = "surface_downwelling_shortwave_flux_in_air"
RAIN = "thickness_of_rainfall_amount"

# Columns of the history: CF standard name and unit.
INPUTS = [
    ("air_temperature", "degC"),
    ("dew_point_temperature", "degC"),
    ("relative_humidity", "%"),
    ("air_pressure", "hPa"),
    ("wind_speed", "m s-1"),
    ("wind_speed_of_gust", "m s-1"),
    ("eastward_wind", "m s-1"),
    ("northward_wind", "m s-1"),
    (IRRADIANCE, "W m-2"),
    (RAIN, "mm"),
    ("visibility_in_air", "m"),
]
NAMES = [name for name, _ in INPUTS]
TARGETS = [
    "air_temperature",
    "dew_point_temperature",
    "relative_humidity",
    "air_pressure",
    "wind_speed",
    IRRADIANCE,
]
# The irradiance is the last target; it is told by the clear-sky index, the others by their values.
GHI = TARGETS.index(IRRADIANCE)
# Their columns in the history.
GHI_COLUMN, RAIN_COLUMN = NAMES.index(IRRADIANCE), NAMES.index(RAIN)
TARGET_COLUMNS = [NAMES.index(name) for name in TARGETS]


def wind_components(speed, direction_degrees):
    """Eastward and northward wind; the wind blows from its direction, hence the signs."""
    radians = np.radians(direction_degrees)
    return -speed * np.sin(radians), -speed * np.cos(radians)
