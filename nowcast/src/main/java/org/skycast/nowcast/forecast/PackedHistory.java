package org.skycast.nowcast.forecast;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;

/**
 * A history as it is kept, for it is read and written with each observation: values in single precision under a mask of
 * their features, some 60 bytes a slot, and the few skies whole.
 */
public final class PackedHistory {

    private static final byte VERSION = 1;

    /** In the order in which their bits stand; more may follow, none may move. */
    private static final Feature[] FEATURES = Feature.values();

    private PackedHistory() {}

    /** The packed form. */
    public static byte[] of(History history) {
        ByteBuffer to = ByteBuffer.allocate(Byte.BYTES
                + Integer.BYTES
                + history.slots().stream().mapToInt(PackedHistory::size).sum());
        to.put(VERSION).putInt(history.slots().size());
        history.slots().forEach(slot -> write(slot, to));
        return to.array();
    }

    /** @throws IllegalArgumentException if a later version packed it */
    public static History read(byte[] packed) {
        ByteBuffer from = ByteBuffer.wrap(packed);
        byte version = from.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "A history was packed in form %d; this build reads form %d.".formatted(version, VERSION));
        }
        List<PastSlot> slots = new ArrayList<>();
        for (int left = from.getInt(); left > 0; left--) {
            slots.add(slot(from));
        }
        return new History(slots);
    }

    private static int size(PastSlot slot) {
        return instants(1)
                + 2 * Integer.BYTES
                + Float.BYTES * slot.values().size()
                + 2 * Byte.BYTES
                + instants(slot.newestReadingAt().isPresent() ? 1 : 0)
                + slot.skies().stream().mapToInt(PackedHistory::size).sum();
    }

    private static int instants(int count) {
        return count * (Long.BYTES + Integer.BYTES);
    }

    private static void write(PastSlot slot, ByteBuffer to) {
        write(slot.start(), to);
        int mask = 0;
        for (Feature feature : slot.values().keySet()) {
            mask |= 1 << feature.ordinal();
        }
        to.putInt(slot.revision()).putInt(mask);
        slot.values().values().forEach(value -> to.putFloat(value.floatValue()));
        to.put((byte) (slot.newestReadingAt().isPresent() ? 1 : 0));
        slot.newestReadingAt().ifPresent(time -> write(time, to));
        to.put((byte) slot.skies().size());
        slot.skies().forEach(sky -> write(sky, to));
    }

    private static PastSlot slot(ByteBuffer from) {
        Instant start = instant(from);
        int revision = from.getInt();
        int mask = from.getInt();
        if (mask >>> FEATURES.length != 0) {
            throw new IllegalArgumentException("A history was packed with features that this build does not know.");
        }
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : FEATURES) {
            if ((mask & 1 << feature.ordinal()) != 0) {
                values.put(feature, PastSlot.kept(from.getFloat()));
            }
        }
        Optional<Instant> newestReadingAt = from.get() == 1 ? Optional.of(instant(from)) : Optional.empty();
        List<Sky> skies = new ArrayList<>();
        for (int left = from.get(); left > 0; left--) {
            skies.add(sky(from));
        }
        return new PastSlot(start, revision, values, skies, newestReadingAt);
    }

    private static int size(Sky sky) {
        return instants(1)
                + size(sky.encoderSha256())
                + size(sky.frameSha256().orElse(""))
                + size(sky.origin().topic())
                + Integer.BYTES
                + Long.BYTES
                + Integer.BYTES
                + 2 * sky.embedding().size();
    }

    private static int size(String text) {
        return Short.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void write(Sky sky, ByteBuffer to) {
        write(sky.capturedAt(), to);
        write(sky.encoderSha256(), to);
        write(sky.frameSha256().orElse(""), to);
        write(sky.origin().topic(), to);
        to.putInt(sky.origin().partition()).putLong(sky.origin().offset());
        byte[] halves = sky.embedding().halves();
        to.putInt(halves.length).put(halves);
    }

    private static Sky sky(ByteBuffer from) {
        Instant capturedAt = instant(from);
        String encoder = text(from);
        Optional<String> frame = Optional.of(text(from)).filter(digest -> !digest.isEmpty());
        var origin = new Origin(text(from), from.getInt(), from.getLong());
        byte[] halves = new byte[from.getInt()];
        from.get(halves);
        return new Sky(capturedAt, encoder, Embedding.ofHalves(halves), frame, origin);
    }

    private static void write(Instant time, ByteBuffer to) {
        to.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    private static Instant instant(ByteBuffer from) {
        return Instant.ofEpochSecond(from.getLong(), from.getInt());
    }

    private static void write(String text, ByteBuffer to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.putShort((short) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
