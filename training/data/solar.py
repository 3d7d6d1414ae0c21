"""Where the sun stands, and the time of year."""

import numpy as np

# Seconds from 1970-01-01 to 2060-01-01, the origin of Grena's time.
GRENA_ORIGIN = 2_840_140_800
# TT - UT in seconds; 70 s is within 5 s from 2010 to 2030, and a second moves the sun by 1e-5 degree.
DELTA_T = 70.0
DAY = 86_400  # seconds
# The sine of three degrees: below, irradiance is scored as night.
SUN_UP = 0.052


def sun_position(latitude, longitude, seconds):
    """Elevation and azimuth (from north by east) of the sun in radians, without refraction.

    seconds: UTC, since 1970, array of any shape. Algorithm 3 of R. Grena, Solar Energy 86 (2012), 1323-1337.
    """
    t = (np.asarray(seconds, dtype=np.float64) - GRENA_ORIGIN) / DAY
    te = t + 1.1574e-5 * DELTA_T
    omega = 0.0172019715 * te
    ecliptic = -1.388803 + 1.720279216e-2 * te + 3.3366e-2 * np.sin(omega - 0.06172)
    ecliptic = ecliptic + 3.53e-4 * np.sin(2 * omega - 0.1163)
    obliquity = 4.089567e-1 - 6.19e-9 * te
    ascension = np.arctan2(np.sin(ecliptic) * np.cos(obliquity), np.cos(ecliptic))
    declination = np.arcsin(np.sin(ecliptic) * np.sin(obliquity))
    hour = 1.7528311 + 6.300388099 * t + np.radians(longitude) - ascension
    phi = np.radians(latitude)
    sine = np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.cos(hour)
    elevation = np.arcsin(np.clip(sine, -1, 1)) - 4.26e-5 * np.sqrt(np.clip(1 - sine**2, 0, 1))
    azimuth = np.pi + np.arctan2(np.sin(hour), np.cos(hour) * np.sin(phi) - np.tan(declination) * np.cos(phi))
    return elevation, np.mod(azimuth, 2 * np.pi)


def sun(latitude, longitude, seconds):
    """[..., 3] float32: sine of the elevation, sine and cosine of the azimuth."""
    elevation, azimuth = sun_position(latitude, longitude, seconds)
    return np.stack([np.sin(elevation), np.sin(azimuth), np.cos(azimuth)], axis=-1).astype(np.float32)


def calendar(seconds):
    """[..., 2] float32: sine and cosine of the time of year at a reference time in seconds since 1970."""
    time = np.asarray(seconds, dtype="int64").astype("datetime64[s]")
    days = (time - time.astype("datetime64[Y]")).astype("timedelta64[s]").astype(np.float64) / DAY
    angle = 2 * np.pi * days / 365.25
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).astype(np.float32)
