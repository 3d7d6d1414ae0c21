package org.skycast.dashboard.project;

/**
 * What is new.
 *
 * @param kind what changed: station, observation, forecast, alert, heartbeat, deployment, skill, drift or refused
 * @param station whose; empty where it is of no single station
 */
public record StoreChange(String kind, String station) {}
