package org.skycast.identity;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.skycast.topics.Topics;

/** The headers that say who a record is from. */
public final class IdentityHeaders {

    /** Of what a station sends: who signed it. */
    public static final String SIGNATURE = RecordSignature.HEADER;

    /** Of what a station sends, in the place of a signature: its MAC for whoever holds an admission key. */
    public static final String MAC = RecordMac.HEADER;

    /** Of a registration: the station's keys, and from when to when each holds. */
    public static final String REGISTRATION = "skycast-registration";

    /** Of a registration: the administrator's signature. */
    public static final String ADMINISTRATOR = "skycast-administrator";

    private static final Set<String> OF_STATIONS = Set.of(REGISTRATION, ADMINISTRATOR);
    private static final Set<String> OF_RECORDS = Set.of(SIGNATURE, MAC);
    private static final Set<String> RECORDS =
            Set.of(Topics.READINGS.name(), Topics.FRAMES.name(), Topics.EMBEDDINGS.name());

    private IdentityHeaders() {}

    /** Those of a topic's record that are looked at, and no others. */
    public static Headers of(String topic, Headers headers) {
        Set<String> known =
                topic.equals(Topics.STATIONS.name()) ? OF_STATIONS : RECORDS.contains(topic) ? OF_RECORDS : Set.of();
        var kept = new RecordHeaders();
        for (Header header : headers) {
            if (known.contains(header.key())) {
                kept.add(header);
            }
        }
        return kept;
    }

    static Optional<byte[]> value(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value);
    }
}
