package org.skycast.topics.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who has business with the topics, each as a principal of its own. */
public enum Role {
    /** A station's computer. */
    edge("a station's computer: says what the station is, sends what it gave and how it is"),
    /** {@code skycast streams}, all its stages. */
    topology("the stages: read what stations send, write observations, forecasts, scores and what was refused"),
    /** Whoever tells the public of what forecasts foretell. */
    alerts("alerts: read forecasts and what they are held against"),
    /** What shows how it all stands. */
    dashboard("a dashboard: reads what is shown, and writes nothing"),
    /** A person at {@code skycast}. */
    operator("a person at the command line: makes topics, reads all, publishes and deploys models, registers stations"),
    /** Whoever takes the forecasts. */
    consumer("a customer: reads forecasts and observations");

    private final String what;

    Role(String what) {
        this.what = what;
    }

    /** What it does, for people. */
    public String what() {
        return what;
    }

    /** The role of this name. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Role::name).toList();
    }
}
