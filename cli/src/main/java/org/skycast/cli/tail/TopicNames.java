package org.skycast.cli.tail;

import java.util.Iterator;
import java.util.stream.Stream;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** The topics by the names that the command line calls them by, for its help and for completion in a shell. */
final class TopicNames implements Iterable<String> {

    private static final String PREFIX = "skycast.";

    /** A topic's full name, of its short or its full one. */
    static String full(String name) {
        return name.startsWith(PREFIX) ? name : PREFIX + name;
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.concat(Topics.ALL.stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                .map(name -> name.substring(PREFIX.length()))
                .iterator();
    }
}
