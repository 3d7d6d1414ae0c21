package org.skycast.schemas;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** How a record's subject is named; by Confluent's class names or their last part. */
enum SubjectNaming {
    TopicNameStrategy,
    RecordNameStrategy,
    TopicRecordNameStrategy;

    static SubjectNaming named(String key, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        for (SubjectNaming naming : values()) {
            if (naming.name().equals(last)) {
                return naming;
            }
        }
        throw new ConfigException(key, name, "Use TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy.");
    }

    String subject(String topic, boolean isKey, Schema schema) {
        return switch (this) {
            case TopicNameStrategy -> topic + (isKey ? "-key" : "-value");
            case RecordNameStrategy -> schema.getFullName();
            case TopicRecordNameStrategy -> topic + "-" + schema.getFullName();
        };
    }
}
