package org.skycast.dashboard.store;

import java.util.List;

/** The tables. Times are microseconds since 1970; bodies are JSON as it is answered. */
final class StoreTables {

    /** Raised with every change below: a file of another version is deleted and filled anew from the log. */
    static final int VERSION = 2;

    static final List<String> ALL = List.of(
            "CREATE TABLE position (topic TEXT, partition INTEGER, next INTEGER NOT NULL, taken INTEGER NOT NULL,"
                    + " PRIMARY KEY (topic, partition)) WITHOUT ROWID",
            "CREATE TABLE station (id TEXT PRIMARY KEY, name TEXT NOT NULL, latitude REAL, longitude REAL,"
                    + " altitude REAL) WITHOUT ROWID",
            // What a list shows of a station: one row, so that a page of a hundred is a hundred rows.
            "CREATE TABLE newest (station TEXT PRIMARY KEY, slot INTEGER, reading INTEGER, frame INTEGER,"
                    + " embedded INTEGER NOT NULL DEFAULT 0, reference INTEGER, issued INTEGER, completeness REAL,"
                    + " degraded TEXT, outlook TEXT, revision INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
            "CREATE TABLE observation (station TEXT, slot INTEGER, revision INTEGER NOT NULL, body TEXT NOT NULL,"
                    + " PRIMARY KEY (station, slot)) WITHOUT ROWID",
            // By the observation: of a frame sent for audit the topic and place are its embedding's.
            "CREATE TABLE frame (station TEXT, captured INTEGER, sha256 TEXT NOT NULL, topic TEXT NOT NULL,"
                    + " partition INTEGER NOT NULL, place INTEGER NOT NULL, taken INTEGER NOT NULL, PRIMARY KEY (station, captured))"
                    + " WITHOUT ROWID",
            "CREATE INDEX frame_by_digest ON frame (station, sha256)",
            "CREATE TABLE forecast (station TEXT, role TEXT, reference INTEGER NOT NULL, body TEXT NOT NULL,"
                    + " PRIMARY KEY (station, role)) WITHOUT ROWID",
            "CREATE TABLE said (station TEXT, reference INTEGER, body TEXT NOT NULL,"
                    + " PRIMARY KEY (station, reference)) WITHOUT ROWID",
            "CREATE TABLE incident (id TEXT PRIMARY KEY, station TEXT NOT NULL, rule TEXT NOT NULL, sequence INTEGER"
                    + " NOT NULL, sent INTEGER NOT NULL, state TEXT NOT NULL, severity TEXT NOT NULL, body TEXT NOT NULL,"
                    + " record BLOB NOT NULL) WITHOUT ROWID",
            "CREATE INDEX incident_by_station ON incident (station, sent)",
            "CREATE INDEX incident_by_time ON incident (sent)",
            // claim: what was said to come, empty where it cannot be held against observations; fate: null until
            // it is judged; lead: in minutes, negative where what came had begun before.
            "CREATE TABLE warning (id TEXT PRIMARY KEY, station TEXT NOT NULL, rule TEXT NOT NULL, title TEXT NOT NULL,"
                    + " status TEXT NOT NULL, sequence INTEGER NOT NULL, begin INTEGER NOT NULL, claim TEXT, fate TEXT,"
                    + " lead INTEGER) WITHOUT ROWID",
            "CREATE INDEX warning_unjudged ON warning (station) WHERE fate IS NULL",
            "CREATE TABLE heartbeat (station TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE deployment (id TEXT PRIMARY KEY, since INTEGER NOT NULL, role TEXT NOT NULL, bundle TEXT NOT"
                    + " NULL, sha256 TEXT NOT NULL, stations TEXT NOT NULL, taken INTEGER NOT NULL) WITHOUT ROWID",
            // station: empty for all together; day: since 1970, in UTC
            "CREATE TABLE skill (station TEXT, sha256 TEXT, name TEXT, lead INTEGER, day INTEGER, model TEXT NOT NULL,"
                    + " version TEXT NOT NULL, cases INTEGER NOT NULL, missing INTEGER NOT NULL, absolute REAL NOT NULL,"
                    + " crps REAL NOT NULL, inside INTEGER NOT NULL, paired INTEGER NOT NULL, own REAL NOT NULL,"
                    + " persistence REAL NOT NULL, happened INTEGER NOT NULL, brier REAL NOT NULL, event INTEGER NOT NULL,"
                    + " PRIMARY KEY (station, sha256, name, lead, day)) WITHOUT ROWID",
            "CREATE TABLE drift (id TEXT PRIMARY KEY, station TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,"
                    + " body TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE refused (kind TEXT, reason TEXT, day INTEGER, records INTEGER NOT NULL,"
                    + " PRIMARY KEY (kind, reason, day)) WITHOUT ROWID",
            "CREATE TABLE refusal (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,"
                    + " station TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, origin TEXT NOT NULL)");

    private StoreTables() {}
}
