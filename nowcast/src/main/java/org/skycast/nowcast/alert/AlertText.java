package org.skycast.nowcast.alert;

/** What a message says in one language. */
public record AlertText(String headline, String description, String instruction) {}
