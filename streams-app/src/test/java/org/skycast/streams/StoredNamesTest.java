package org.skycast.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.learn.HandedOver;
import org.skycast.nowcast.learn.LearningStates;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.station.Station;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Truth;
import org.skycast.nowcast.verify.VerifyState;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.SkillBucket;

/**
 * State stores, and the changelogs they are restored from, hold constants by their names. A constant may be added, at the
 * end; one that is renamed or taken away makes what is kept unreadable.
 */
class StoredNamesTest {

    private static final List<Class<?>> KEPT = List.of(
            Station.class,
            StationIdentity.class,
            StationState.class,
            SlotTally.class,
            History.class,
            Deployments.class,
            LearningStates.class,
            HandedOver.class,
            VerifyState.class,
            Truth.class,
            Awaited.class,
            SkillBucket.class,
            InputBucket.class,
            DriftState.class,
            AlertRule.class,
            StationAlerts.class);

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("Stream", List.of("READINGS", "FRAMES", "EMBEDDINGS")),
            Map.entry(
                    "Variable",
                    List.of(
                            "AIR_TEMPERATURE",
                            "DEW_POINT",
                            "RELATIVE_HUMIDITY",
                            "PRESSURE",
                            "WIND_SPEED",
                            "WIND_GUST",
                            "WIND_DIRECTION",
                            "GHI",
                            "RAIN",
                            "VISIBILITY",
                            "CLOUD_AREA_FRACTION")),
            Map.entry(
                    "Feature",
                    List.of(
                            "AIR_TEMPERATURE",
                            "DEW_POINT",
                            "RELATIVE_HUMIDITY",
                            "PRESSURE",
                            "WIND_SPEED",
                            "WIND_GUST",
                            "EASTWARD_WIND",
                            "NORTHWARD_WIND",
                            "GHI",
                            "RAIN",
                            "VISIBILITY",
                            "CLOUD_AREA_FRACTION")),
            Map.entry("Role", List.of("CHAMPION", "SHADOW")),
            Map.entry(
                    "DriftRule",
                    List.of("INPUT_MEAN", "INPUT_SPREAD", "INPUT_LOST", "BELOW_PERSISTENCE", "ERROR_GROWN")),
            Map.entry("AlertRelation", List.of("BELOW", "AT_MOST", "ABOVE", "AT_LEAST")),
            Map.entry("Measure", List.of("VALUE", "CHANGE")),
            Map.entry("AlertSeverity", List.of("Minor", "Moderate", "Severe", "Extreme", "Unknown")),
            Map.entry("Status", List.of("Actual", "Exercise", "Test")),
            Map.entry("Scope", List.of("Public", "Restricted", "Private")),
            Map.entry("Phase", List.of("RAISED", "UNKNOWN", "CLEARED", "CLOSED")),
            Map.entry(
                    "AlertReason",
                    List.of(
                            "RAISED",
                            "RAISED_AGAIN",
                            "LEVEL_UP",
                            "LEVEL_DOWN",
                            "PROBABILITY",
                            "ONSET",
                            "ENDS",
                            "REFRESHED",
                            "JUDGEABLE_AGAIN",
                            "BELOW_CLEAR",
                            "ABSENT",
                            "DEGRADED",
                            "INCOMPLETE",
                            "STALE",
                            "NO_FORECAST",
                            "NOT_SKILFUL",
                            "NOT_RENEWED",
                            "WITHDRAWN",
                            "CHANGED",
                            "NOT_FOR_STATION")));

    @Test
    void constantsInStoresKeepTheirNames() {
        Map<String, List<String>> found = new TreeMap<>();
        Set<Type> seen = new HashSet<>();
        KEPT.forEach(type -> walk(type, seen, found));
        assertThat(found)
                .as("A new constant is written into StoredNamesTest.NAMES; one that stands there stays as it is.")
                .isEqualTo(new TreeMap<>(NAMES));
    }

    @Test
    void everyStoreIsLookedAt() throws IOException {
        Pattern store = Pattern.compile("new StoreSpec<>\\(\\s*[^,;]+,\\s*(\\w+)\\.class");
        Set<String> stores = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                store.matcher(Files.readString(file)).results().forEach(match -> stores.add(match.group(1)));
            }
        }
        assertThat(KEPT)
                .as("StoredNamesTest.KEPT names what SmileSerde keeps")
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(stores);
    }

    private static void walk(Type type, Set<Type> seen, Map<String, List<String>> found) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                walk(argument, seen, found);
            }
        } else if (type instanceof Class<?> of && of.isEnum()) {
            found.put(
                    of.getSimpleName(),
                    Arrays.stream(of.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        } else if (type instanceof Class<?> of && of.getName().startsWith("org.skycast.")) {
            for (Field field : of.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    walk(field.getGenericType(), seen, found);
                }
            }
        }
    }
}
