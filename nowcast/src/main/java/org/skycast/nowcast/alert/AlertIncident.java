package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the messages of one event at one station by one rule have in common, as of one of them.
 *
 * @param id station/rule/reference time of the raise
 * @param raisedAt that reference time
 * @param sent when its messages were sent, this one's last; of more than 100 the first and the newest 99
 * @param sequence how many they are, with those that are left out
 */
public record AlertIncident(String id, Instant raisedAt, List<Instant> sent, int sequence) {

    /** So many are named by a message at the most. */
    private static final int REMEMBERED = 100;

    public AlertIncident {
        sent = List.copyOf(sent);
    }

    /** One that begins with a message. */
    static AlertIncident begun(String station, String rule, Instant reference, Instant sent) {
        // Neither ids of stations nor of rules hold a slash.
        return new AlertIncident(station + "/" + rule + "/" + reference, reference, List.of(sent), 1);
    }

    /** When the newest message was sent. */
    public Instant newest() {
        return sent.get(sent.size() - 1);
    }

    /** It with one more message, which is not sent before the others. */
    AlertIncident with(Instant next) {
        var all = new ArrayList<>(sent);
        all.add(next.isAfter(newest()) ? next : newest());
        if (all.size() > REMEMBERED) {
            all.remove(1);
        }
        return new AlertIncident(id, raisedAt, all, sequence + 1);
    }

    /** The id of the newest message: the same however often it is made. */
    public String messageId() {
        return messageId(sequence);
    }

    private String messageId(int number) {
        return id + "/" + number;
    }

    /**
     * An earlier message.
     *
     * @param messageId its id
     * @param sent when it was sent
     */
    public record Reference(String messageId, Instant sent) {}

    /** The earlier messages, oldest first. */
    public List<Reference> references() {
        List<Reference> earlier = new ArrayList<>();
        for (int i = 0; i < sent.size() - 1; i++) {
            int number = i == 0 ? 1 : sequence - (sent.size() - 1 - i);
            earlier.add(new Reference(messageId(number), sent.get(i)));
        }
        return earlier;
    }
}
