package org.skycast.edge.source.directory;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.skycast.edge.source.FrameItem;

/**
 * Which files were taken, or need not be: by name and by what they are. A file of the same name that has another size or time
 * of change is another, unless its bytes are the same.
 */
final class FrameMemory {

    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> byNameAlone = new HashSet<>();
    private final Instant opened;

    /** A file as it was when it was last looked at, and what was last taken of it, if anything was. */
    private record Known(long size, long modified, Optional<Taken> taken) {}

    /** The sum of its bytes, and the item that is remembered. */
    private record Taken(String sum, String item) {}

    /**
     * @param items what is remembered of it over restarts
     * @param opened when this one began; files whose name alone is remembered, by an older version, were taken before
     */
    FrameMemory(Set<String> items, Instant opened) {
        this.opened = opened;
        items.forEach(this::remember);
    }

    private void remember(String item) {
        Optional<FrameItem> file = FrameItem.of(item);
        if (file.isEmpty()) {
            byNameAlone.add(item);
            return;
        }
        FrameItem was = file.get();
        var one = new Known(was.size(), was.modified(), Optional.of(new Taken(was.sum(), item)));
        known.merge(was.name(), one, (a, b) -> a.modified() > b.modified() ? a : b);
    }

    /** Whether the file is as it was when it was last looked at. */
    boolean has(FrameFile file) {
        Known before = known.get(file.name());
        if (before == null
                && byNameAlone.contains(file.name())
                && file.modified().isBefore(opened)) {
            leaveAside(file);
            return true;
        }
        return before != null
                && before.size() == file.size()
                && before.modified() == file.modified().toEpochMilli();
    }

    /** Remembers, for as long as this runs, that the file as it is was looked at; gives whether one of its name was before. */
    boolean leaveAside(FrameFile file) {
        boolean before = known.containsKey(file.name());
        put(file, taken(file.name()));
        return before;
    }

    /** Forgets that a file was looked at. */
    void forget(FrameFile file) {
        put(new FrameFile(file.path(), file.name(), -1, Instant.EPOCH), taken(file.name()));
    }

    /** What a file with these bytes is called as an item; empty if these bytes were taken under this name. */
    Optional<String> take(FrameFile file, byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        String sum = Long.toString(crc.getValue(), Character.MAX_RADIX);
        Optional<Taken> before = taken(file.name());
        if (before.filter(taken -> taken.sum().equals(sum)).isPresent()) {
            leaveAside(file);
            return Optional.empty();
        }
        String item = new FrameItem(file.name(), file.size(), file.modified().toEpochMilli(), sum).text();
        put(file, Optional.of(new Taken(sum, item)));
        return Optional.of(item);
    }

    private Optional<Taken> taken(String name) {
        Known before = known.get(name);
        return before == null ? Optional.empty() : before.taken();
    }

    private void put(FrameFile file, Optional<Taken> taken) {
        known.put(file.name(), new Known(file.size(), file.modified().toEpochMilli(), taken));
    }

    /** The items of files of these names, and the names by which an older version remembers them. */
    Set<String> items(Set<String> names) {
        Set<String> items = new HashSet<>(names);
        names.forEach(name -> taken(name).ifPresent(taken -> items.add(taken.item())));
        return items;
    }

    /** Forgets all but files of these names. */
    void retain(Set<String> names) {
        known.keySet().retainAll(names);
        byNameAlone.retainAll(names);
    }
}
