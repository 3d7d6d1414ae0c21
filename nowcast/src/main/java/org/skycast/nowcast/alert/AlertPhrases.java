package org.skycast.nowcast.alert;

/**
 * What a rule says in one language; names in braces stand for what is known when a message is made.
 *
 * @param cleared the headline once it is over; empty for the usual one, and likewise the last three
 */
public record AlertPhrases(
        String headline,
        String description,
        String instruction,
        String cleared,
        String unknown,
        String expired,
        String cancelled) {}
