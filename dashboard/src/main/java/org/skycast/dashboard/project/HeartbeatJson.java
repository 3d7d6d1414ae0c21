package org.skycast.dashboard.project;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skycast.avro.StationStatus;

/** A heartbeat of a station's edge as it is answered. */
final class HeartbeatJson {

    private HeartbeatJson() {}

    static ObjectNode of(StationStatus status) {
        ObjectNode all = Json.object();
        Json.time(all, "at", status.getAt());
        Json.time(all, "startedAt", status.getStartedAt());
        all.put("heartbeatSeconds", status.getHeartbeatSeconds());
        Json.time(all, "newestFrameAt", status.getNewestFrameAt());
        Json.time(all, "newestReadingAt", status.getNewestReadingAt());
        Json.time(all, "oldestWaitingAt", status.getOldestWaitingAt());
        all.put("spoolWaiting", status.getSpoolWaiting())
                .put("spoolBytes", status.getSpoolBytes())
                .put("parked", status.getParked())
                .put(
                        "lost",
                        status.getLost().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .put("diskFreeBytes", status.getDiskFreeBytes())
                .put("clockSynchronized", status.getClockSynchronized())
                .put("skycastVersion", status.getSkycastVersion())
                .put("architecture", status.getArchitecture());
        Json.number(all, "boardTemperature", status.getBoardTemperature());
        Json.number(all, "clockOffsetSeconds", status.getClockOffsetSeconds());
        ArrayNode sources = all.putArray("sources");
        status.getSources().forEach(source -> {
            ObjectNode one = sources.addObject()
                    .put("name", source.getName())
                    .put("state", source.getState())
                    .put("why", source.getWhy())
                    .put("restarts", source.getRestarts());
            Json.number(one, "newestAgeSeconds", source.getNewestAgeSeconds());
        });
        return all;
    }
}
