package org.skycast.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys that settings do not know, before anything is made of the others: a key that is misspelt leaves another one out,
 * and that is what would be complained of.
 */
final class UnknownKeys {

    private final String where;

    private UnknownKeys(String where) {
        this.where = where;
    }

    /**
     * Refuses the first key that is not known.
     *
     * @param where what names the settings
     * @throws SettingsException that names it and the nearest right one
     */
    static void refuse(JsonNode settings, Class<?> type, String where) {
        new UnknownKeys(where).look("", settings, type);
    }

    private void look(String path, JsonNode node, Type type) {
        if (type instanceof ParameterizedType of) {
            Type last = of.getActualTypeArguments()[of.getActualTypeArguments().length - 1];
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    look("%s[%d]".formatted(path, i), node.get(i), last);
                }
            } else if (of.getRawType() == Optional.class) {
                look(path, node, last);
            }
        } else if (type instanceof Class<?> group
                && group.isRecord()
                && !group.isAnnotationPresent(JsonDeserialize.class)
                && node instanceof ObjectNode keys) {
            look(path, keys, SettingKey.of(group));
        }
    }

    private void look(String path, ObjectNode keys, List<SettingKey> known) {
        List<SettingKey> all = new ArrayList<>();
        known.forEach(key -> all.addAll(
                key.isUnwrapped() && key.type() instanceof Class<?> inner ? SettingKey.of(inner) : List.of(key)));
        List<String> names = all.stream().map(SettingKey::name).toList();
        keys.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw SettingsMistake.unknown(where, path.isEmpty() ? name : path + "." + name, name, names);
            }
        });
        for (SettingKey key : all) {
            if (keys.has(key.name()) && !key.component().getAccessor().isAnnotationPresent(JsonDeserialize.class)) {
                look(path.isEmpty() ? key.name() : path + "." + key.name(), keys.get(key.name()), key.type());
            }
        }
    }
}
