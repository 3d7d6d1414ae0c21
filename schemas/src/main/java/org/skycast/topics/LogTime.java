package org.skycast.topics;

/** Which clock gives records of the topics their time; by Kafka's own names. */
public enum LogTime {
    /** The broker's, as it appends them. */
    LogAppendTime,
    /** That of whoever sends them; for brokers that let no topic have the other. */
    CreateTime
}
