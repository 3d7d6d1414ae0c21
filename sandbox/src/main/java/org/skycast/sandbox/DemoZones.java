package org.skycast.sandbox;

import java.util.Map;

/** The time zones of the places at which simulated stations stand. */
final class DemoZones {

    static final Map<String, String> BY_STATION = Map.of(
            "lyngby", "Europe/Copenhagen",
            "vancouver", "America/Vancouver",
            "beijing", "Asia/Shanghai",
            "nairobi", "Africa/Nairobi",
            "hobart", "Australia/Hobart",
            "davos", "Europe/Zurich",
            "manaus", "America/Manaus",
            "tromso", "Europe/Oslo");

    private DemoZones() {}
}
