package org.skycast.edge.uplink;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.skycast.edge.source.SourceCheck;
import org.skycast.schemas.RegistryRefusal;

/** What became of a record that was sent. */
sealed interface DeliveryResult {

    /** The broker has it, since {@code appendedAt} by its clock, in milliseconds. */
    record Acknowledged(long appendedAt) implements DeliveryResult {}

    /**
     * The broker will never take it; the rest may go on.
     *
     * @param endsProducer whether the producer that was refused is of no more use
     */
    record Refused(String reason, boolean endsProducer) implements DeliveryResult {}

    /** It may succeed later. */
    record Failed(KafkaException failure) implements DeliveryResult {
        String reason() {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            if (failure instanceof TimeoutException || cause instanceof TimeoutException) {
                // Kafka's own words are of a topic that it does not know yet, whatever the reason.
                String words =
                        failure instanceof TimeoutException ? SourceCheck.reason(failure) : SourceCheck.reason(cause);
                return "The broker does not answer (%s); check bootstrap.servers, the network and the broker."
                        .formatted(words);
            }
            return SourceCheck.reason(isWordless(cause) ? failure : cause);
        }

        private static boolean isWordless(Throwable cause) {
            return cause.getMessage() == null || cause.getMessage().isBlank();
        }

        /** Whether the producer itself is of no more use. */
        boolean endsProducer() {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return cause instanceof ProducerFencedException
                    || cause instanceof OutOfOrderSequenceException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof InvalidPidMappingException
                    || cause instanceof UnknownProducerIdException
                    || cause instanceof IllegalStateException;
        }
    }

    static DeliveryResult of(Exception failure) {
        if (isFinal(failure)) {
            // Asked for by each idempotent producer; who may write nothing at all does not get one.
            return new Refused(String.valueOf(failure.getMessage()), failure instanceof ClusterAuthorizationException);
        }
        return new Failed(failure instanceof KafkaException kafka ? kafka : new KafkaException(failure));
    }

    private static boolean isFinal(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof AuthorizationException
                || failure instanceof InvalidTopicException
                // A schema that is not registered yet may be.
                || (failure instanceof SerializationException
                        && !(failure instanceof RegistryRefusal)
                        && !(failure.getCause() instanceof RegistryRefusal));
    }
}
