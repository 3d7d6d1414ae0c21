package org.skycast.topics.access;

import static org.skycast.topics.access.Role.alerts;
import static org.skycast.topics.access.Role.consumer;
import static org.skycast.topics.access.Role.dashboard;
import static org.skycast.topics.access.Role.edge;
import static org.skycast.topics.access.Role.operator;
import static org.skycast.topics.access.Role.topology;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * Who writes and who reads a topic; declared here once for each, and read by what prints and makes access control lists.
 *
 * @param writers who may add to it
 * @param readers who may read it
 */
public record RoleAccess(Set<Role> writers, Set<Role> readers) {

    private static final Map<String, RoleAccess> BY_TOPIC = declared();

    public RoleAccess {
        writers = Set.copyOf(writers);
        readers = Set.copyOf(readers);
    }

    /** By the topics' names, in the order of {@link Topics#ALL}, dead letters last. */
    public static Map<String, RoleAccess> byTopic() {
        return BY_TOPIC;
    }

    private static Map<String, RoleAccess> declared() {
        Map<String, RoleAccess> all = new LinkedHashMap<>();
        // What stations are and send
        put(all, Topics.STATIONS, EnumSet.of(edge, operator), EnumSet.of(topology, alerts, dashboard));
        put(all, Topics.READINGS, EnumSet.of(edge), EnumSet.of(topology));
        put(all, Topics.FRAMES, EnumSet.of(edge), EnumSet.of(topology, dashboard));
        put(all, Topics.EMBEDDINGS, EnumSet.of(edge), EnumSet.of(topology));
        put(all, Topics.STATION_STATUS, EnumSet.of(edge), EnumSet.of(dashboard));
        // What is made of it
        put(all, Topics.TICKS, EnumSet.of(topology), EnumSet.of(topology));
        put(all, Topics.OBSERVATIONS, EnumSet.of(topology), EnumSet.of(topology, alerts, dashboard, consumer));
        // What an operator decides
        put(all, Topics.MODELS, EnumSet.of(operator), EnumSet.of(topology));
        put(all, Topics.DEPLOYMENTS, EnumSet.of(operator), EnumSet.of(topology, dashboard));
        // What is foretold, and what it was worth
        put(all, Topics.FORECASTS, EnumSet.of(topology), EnumSet.of(topology, alerts, dashboard, consumer));
        put(all, Topics.SHADOW_FORECASTS, EnumSet.of(topology), EnumSet.of(topology, dashboard));
        put(all, Topics.EDGE_FORECASTS, EnumSet.of(edge), EnumSet.of(dashboard, consumer));
        put(all, Topics.LEARNED, EnumSet.of(topology), EnumSet.of(topology, dashboard));
        put(all, Topics.SHADOW_LEARNED, EnumSet.of(topology), EnumSet.of(topology, dashboard));
        put(all, Topics.SCORES, EnumSet.of(topology), EnumSet.of(dashboard));
        put(all, Topics.OPERATOR_ALERTS, EnumSet.of(topology), EnumSet.of(alerts, dashboard));
        // What people are warned of, by which rules
        put(all, Topics.ALERT_RULES, EnumSet.of(operator), EnumSet.of(topology, alerts, dashboard));
        put(all, Topics.ALERTS, EnumSet.of(topology), EnumSet.of(alerts, dashboard, consumer));
        put(all, Topics.ACTIVE_ALERTS, EnumSet.of(topology), EnumSet.of(alerts, dashboard, consumer));
        put(all, Topics.UNDELIVERED_ALERTS, EnumSet.of(alerts), EnumSet.of(dashboard));
        // What was refused; it holds what stations sent
        put(all, Topics.REJECTED, EnumSet.of(topology), EnumSet.of(dashboard));
        // Of a dead letter the dashboard shows what its headers say.
        put(all, Topics.DEAD_LETTERS, EnumSet.of(topology), EnumSet.of(dashboard));
        return Collections.unmodifiableMap(all);
    }

    private static void put(Map<String, RoleAccess> all, Topic<?> topic, EnumSet<Role> writers, EnumSet<Role> readers) {
        put(all, topic.name(), writers, readers);
    }

    /** An operator looks into all of them. */
    private static void put(Map<String, RoleAccess> all, String topic, EnumSet<Role> writers, EnumSet<Role> readers) {
        readers.add(operator);
        all.put(topic, new RoleAccess(writers, readers));
    }
}
