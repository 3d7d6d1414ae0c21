package org.skycast.schemas;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema registry. Every call may throw {@link RegistryUnavailableException} if it cannot be reached and {@link
 * RegistryRefusal} if it says no.
 */
public interface Registry {

    /** Registers {@code schema} under {@code subject}, unless it is there; gives its id. */
    int register(String subject, Schema schema);

    /** The id of {@code schema} under {@code subject}. */
    int lookup(String subject, Schema schema);

    /** The newest schema under {@code subject}, and its id. */
    Registered latest(String subject);

    /** The schema with this id. */
    Schema byId(int id);

    /** The names of all subjects. */
    List<String> subjects();

    /** Whether {@code schema} could be registered under {@code subject}; a subject that is new takes any. */
    boolean accepts(String subject, Schema schema);

    /** Asks of {@code subject} a compatibility level, such as {@code FULL_TRANSITIVE}. */
    void require(String subject, String compatibility);

    /** Where it is, for messages. */
    String location();

    /** A schema and its id. */
    record Registered(int id, Schema schema) {}
}
