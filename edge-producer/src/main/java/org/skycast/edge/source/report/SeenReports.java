package org.skycast.edge.source.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What tells the reports apart that were taken of a source: each one's time in milliseconds, in base 36, with a sum behind a
 * hyphen where there may be several of one time. Of a source that gives one at a time the last {@value #SINGLE} are known; of
 * one that gives lists all of a day, however the lists overlap.
 */
final class SeenReports {

    /**
     * A broker may give again all that it had under way when the connection broke; Mosquitto has 20 under way unless it is
     * told otherwise.
     */
    static final int SINGLE = 64;

    /** More than one a second for a day. */
    private static final int MOST = 100_000;

    /** A day, and two hours for those that are late. */
    private static final long SPAN = TimeUnit.HOURS.toMillis(26);

    private static final int BASE = Character.MAX_RADIX;
    private static final int LEAST_RUN = 4;

    private final LinkedHashSet<String> identities = new LinkedHashSet<>();
    private boolean lists;
    private long newest = Long.MIN_VALUE;

    /** From what {@link #newestFirst} gave. */
    static SeenReports of(List<String> newestFirst) {
        var seen = new SeenReports();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            seen.expand(newestFirst.get(i));
        }
        seen.lists = seen.identities.size() > SINGLE;
        return seen;
    }

    /** The same, to be changed by itself. */
    SeenReports copy() {
        var copy = new SeenReports();
        copy.identities.addAll(identities);
        copy.lists = lists;
        copy.newest = newest;
        return copy;
    }

    /** From now on all of a day is known. */
    void givesLists() {
        lists = true;
    }

    boolean has(String identity) {
        return identities.contains(identity);
    }

    /** Knows a report from now on. */
    void add(String identity) {
        identities.remove(identity);
        identities.add(identity);
        newest = Math.max(newest, time(identity));
        while (identities.size() > (lists ? MOST : SINGLE)) {
            identities.remove(identities.iterator().next());
        }
    }

    /** Each that is known, the newest first; regular times as runs. */
    List<String> newestFirst() {
        identities.removeIf(identity -> identities.size() > SINGLE && time(identity) < newest - SPAN);
        List<String> texts = new ArrayList<>();
        Set<Long> times = new TreeSet<>();
        for (String identity : identities) {
            if (identities.size() > SINGLE && identity.indexOf('-', 1) < 0) {
                times.add(time(identity));
            } else {
                texts.add(0, identity);
            }
        }
        texts.addAll(runs(List.copyOf(new ArrayList<>(times))));
        return texts;
    }

    /** Times in order as {@code first+step*number}, or each by itself. */
    private static List<String> runs(List<Long> times) {
        List<String> runs = new ArrayList<>();
        for (int at = 0; at < times.size(); ) {
            int end = at + 1;
            long step = end < times.size() ? times.get(end) - times.get(at) : 0;
            while (end < times.size() && times.get(end) - times.get(end - 1) == step) {
                end++;
            }
            if (end - at >= LEAST_RUN) {
                runs.add("%s+%s*%s".formatted(text(times.get(at)), text(step), text(end - at)));
            } else {
                end = at + 1;
                runs.add(text(times.get(at)));
            }
            at = end;
        }
        return runs;
    }

    private void expand(String run) {
        int plus = run.indexOf('+');
        int star = run.indexOf('*', plus);
        if (plus < 0 || star < 0) {
            lists = true;
            add(run);
            return;
        }
        long first = number(run.substring(0, plus));
        long step = number(run.substring(plus + 1, star));
        long length = Math.min(MOST, number(run.substring(star + 1)));
        lists = true;
        for (long i = 0; i < length; i++) {
            add(text(first + i * step));
        }
    }

    private static long time(String identity) {
        int hyphen = identity.indexOf('-', 1);
        return number(hyphen < 0 ? identity : identity.substring(0, hyphen));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text, BASE);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String text(long number) {
        return Long.toString(number, BASE);
    }
}
