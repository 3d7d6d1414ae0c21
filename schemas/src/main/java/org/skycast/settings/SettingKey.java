package org.skycast.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of a group of settings.
 *
 * @param component of the record that the group is read into
 */
public record SettingKey(RecordComponent component) {

    /** The keys of a group, in their order. */
    public static List<SettingKey> of(Class<?> group) {
        return Arrays.stream(group.getRecordComponents()).map(SettingKey::new).toList();
    }

    /** Its name in YAML. */
    public String name() {
        return annotation(JsonProperty.class)
                .map(JsonProperty::value)
                .filter(name -> !name.isEmpty())
                .orElse(component.getName());
    }

    /** What it means, in one line. */
    public Optional<String> description() {
        return annotation(JsonPropertyDescription.class).map(JsonPropertyDescription::value);
    }

    /** Whether it is no key itself: its own keys stand in its place. */
    public boolean isUnwrapped() {
        return annotation(JsonUnwrapped.class).isPresent();
    }

    /** Whether its value is never printed. */
    public boolean isConfidential() {
        return component.isAnnotationPresent(Confidential.class);
    }

    /** The type of its value. */
    public Type type() {
        return component.getGenericType();
    }

    /** Its value in {@code group}. */
    @Nullable
    Object value(Record group) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(group);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The setting %s cannot be read.".formatted(component), e);
        }
    }

    /** Jackson's annotations are for methods: those of a component go on to its accessor. */
    private <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(type));
    }
}
