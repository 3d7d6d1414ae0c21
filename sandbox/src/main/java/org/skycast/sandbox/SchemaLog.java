package org.skycast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.skycast.streams.log.LogReader;

/** The registry's memory: subjects, versions and levels, rebuilt at start from the topic that each change goes to first. */
final class SchemaLog implements AutoCloseable {

    private static final String TOPIC = "_schemas";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LEVELS = List.of(
            "NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE");

    private final KafkaProducer<String, String> producer;
    private final Map<String, List<Version>> subjects = new TreeMap<>();
    private final Map<Integer, Schema> schemas = new TreeMap<>();
    private final Map<String, String> levels = new TreeMap<>();

    /** A schema of a subject. */
    record Version(int number, int id, Schema schema) {}

    private SchemaLog(KafkaProducer<String, String> producer) {
        this.producer = producer;
    }

    static SchemaLog open(String bootstrapServers) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(properties)) {
            var topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("The topic _schemas cannot be made: " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the registry started.", e);
        }
        var log = new SchemaLog(new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer()));
        // Whoever asks may be told a moment later that the topic is there; the producer waits for that.
        log.producer.partitionsFor(TOPIC);
        log.restore(properties);
        return log;
    }

    private void restore(Map<String, Object> properties) {
        try (var reader = LogReader.on(properties)) {
            reader.whole(TOPIC).forEach(span -> reader.read(span, record -> apply(record.key(), text(record.value()))));
        }
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private void apply(String key, @Nullable String value) {
        try {
            JsonNode name = JSON.readTree(key);
            String subject = name.path("subject").asText();
            if (name.path("keytype").asText().equals("CONFIG") && value != null) {
                levels.put(
                        subject, JSON.readTree(value).path("compatibilityLevel").asText());
            } else if (value == null) {
                List<Version> versions = subjects.getOrDefault(subject, new ArrayList<>());
                versions.removeIf(v -> v.number() == name.path("version").asInt());
                if (versions.isEmpty()) {
                    subjects.remove(subject);
                }
            } else {
                JsonNode kept = JSON.readTree(value);
                Schema schema = new Schema.Parser().parse(kept.path("schema").asText());
                int id = kept.path("id").asInt();
                schemas.put(id, schema);
                subjects.computeIfAbsent(subject, s -> new ArrayList<>())
                        .add(new Version(kept.path("version").asInt(), id, schema));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The topic _schemas holds what is no JSON.", e);
        }
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    synchronized List<Integer> versions(String subject) {
        return of(subject).stream().map(Version::number).toList();
    }

    synchronized Schema byId(int id) {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new RegistryError(40403, "Schema " + id + " not found.");
        }
        return schema;
    }

    synchronized Version version(String subject, String number) {
        List<Version> versions = of(subject);
        return versions.stream()
                .filter(v -> number.equals("latest")
                        ? v.equals(versions.get(versions.size() - 1))
                        : number.equals(Integer.toString(v.number())))
                .findFirst()
                .orElseThrow(() -> new RegistryError(40402, "Version " + number + " not found."));
    }

    synchronized Version lookup(String subject, Schema schema) {
        return of(subject).stream()
                .filter(v -> v.schema().equals(schema))
                .findFirst()
                .orElseThrow(() -> new RegistryError(40403, "Schema not found under " + subject + "."));
    }

    synchronized int register(String subject, Schema schema) {
        List<Version> versions = subjects.getOrDefault(subject, List.of());
        for (Version version : versions) {
            if (version.schema().equals(schema)) {
                return version.id();
            }
        }
        String level = compatibility(subject);
        if (!fits(schema, versions, level)) {
            throw new RegistryError(
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"%s\" (%s)."
                            .formatted(subject, level));
        }
        int id = schemas.entrySet().stream()
                .filter(known -> known.getValue().equals(schema))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(schemas.keySet().stream().max(Integer::compare).orElse(0) + 1);
        int number = versions.isEmpty() ? 1 : versions.get(versions.size() - 1).number() + 1;
        write(
                Map.of("keytype", "SCHEMA", "subject", subject, "version", number),
                json(Map.of("subject", subject, "version", number, "id", id, "schema", schema.toString())));
        return id;
    }

    synchronized List<Integer> delete(String subject) {
        List<Integer> numbers = versions(subject);
        numbers.forEach(number -> write(Map.of("keytype", "SCHEMA", "subject", subject, "version", number), null));
        return numbers;
    }

    synchronized String compatibility(String subject) {
        return levels.getOrDefault(subject, levels.getOrDefault("", "FULL_TRANSITIVE"));
    }

    synchronized String require(String subject, String level) {
        if (!LEVELS.contains(level)) {
            throw new RegistryError(42203, "Invalid compatibility level '" + level + "'; use one of " + LEVELS + ".");
        }
        write(Map.of("keytype", "CONFIG", "subject", subject), json(Map.of("compatibilityLevel", level)));
        return level;
    }

    synchronized boolean isCompatible(String subject, Schema schema, String number) {
        return fits(schema, List.of(version(subject, number)), compatibility(subject));
    }

    private List<Version> of(String subject) {
        List<Version> versions = subjects.get(subject);
        if (versions == null) {
            throw new RegistryError(40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private static boolean fits(Schema schema, List<Version> earlier, String level) {
        if (level.equals("NONE") || earlier.isEmpty()) {
            return true;
        }
        var strategy = new SchemaValidatorBuilder();
        var direction = level.startsWith("BACKWARD")
                ? strategy.canReadStrategy()
                : level.startsWith("FORWARD") ? strategy.canBeReadStrategy() : strategy.mutualReadStrategy();
        SchemaValidator validator = level.endsWith("TRANSITIVE") ? direction.validateAll() : direction.validateLatest();
        List<Schema> newestFirst = new ArrayList<>();
        earlier.forEach(version -> newestFirst.add(0, version.schema()));
        try {
            validator.validate(schema, newestFirst);
            return true;
        } catch (SchemaValidationException e) {
            return false;
        }
    }

    private void write(Map<String, Object> key, @Nullable String value) {
        String name = json(new TreeMap<>(key));
        try {
            producer.send(new ProducerRecord<>(TOPIC, name, value)).get();
        } catch (ExecutionException e) {
            throw new RegistryError(50001, "The broker did not keep the change: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryError(50001, "Interrupted.");
        }
        apply(name, value);
    }

    private static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
