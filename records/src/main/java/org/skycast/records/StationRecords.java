package org.skycast.records;

import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

/** Stations and their sites between the domain and the log; there and back changes nothing. */
public final class StationRecords {

    private StationRecords() {}

    /** The station as the register keeps it. */
    public static org.skycast.avro.Station toAvro(Station station) {
        return new org.skycast.avro.Station(station.id(), station.name(), toAvro(station.site()));
    }

    /** @throws IllegalArgumentException if the id or the site cannot be */
    public static Station toDomain(org.skycast.avro.Station record) {
        return new Station(record.getStationId(), record.getName(), toDomain(record.getSite()));
    }

    static org.skycast.avro.Site toAvro(Site site) {
        return new org.skycast.avro.Site(site.latitude(), site.longitude(), site.altitude());
    }

    /** @throws IllegalArgumentException if a coordinate is not on the earth */
    static Site toDomain(org.skycast.avro.Site record) {
        return new Site(record.getLatitude(), record.getLongitude(), record.getAltitude());
    }
}
