package org.skycast.edge.spool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Why records are parked, and how often; reasons that differ in a number only, such as a size, are one. */
public final class ParkedReasons {

    /** Each reason and how often it stands. */
    public static final String QUERY =
            "SELECT parked, COUNT(*) FROM record WHERE parked IS NOT NULL GROUP BY parked ORDER BY COUNT(*) DESC";

    private static final int MOST = 10;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private ParkedReasons() {}

    private record Group(String first, boolean isOne, long records) {
        Group and(Group other) {
            return new Group(first, false, records + other.records);
        }

        String text() {
            return "%d times%s: %s".formatted(records, isOne ? "" : ", such as", first);
        }
    }

    /** The ten most frequent, as text. */
    public static List<String> of(ResultSet rows) throws SQLException {
        Map<String, Group> groups = new LinkedHashMap<>();
        while (rows.next()) {
            String reason = rows.getString(1);
            groups.merge(NUMBER.matcher(reason).replaceAll("#"), new Group(reason, true, rows.getLong(2)), Group::and);
        }
        List<Group> all = new ArrayList<>(groups.values());
        all.sort((a, b) -> Long.compare(b.records, a.records));
        return all.stream().limit(MOST).map(Group::text).toList();
    }
}
