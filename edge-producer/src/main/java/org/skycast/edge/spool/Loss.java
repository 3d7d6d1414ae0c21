package org.skycast.edge.spool;

import java.time.Instant;

/**
 * Records that were taken and will not be sent.
 *
 * @param kind what they were
 * @param cause why they went
 * @param records how many
 * @param bytes of their bodies
 * @param newest when the newest of them was taken
 */
public record Loss(Worth kind, Cause cause, long records, long bytes, Instant newest) {

    /** Why a record went. */
    public enum Cause {
        /** The spool had reached its limit. */
        spoolFull("spoolFull"),
        /** The disk had no room. */
        diskFull("diskFull"),
        /** It had waited longer than the limit. */
        tooOld("tooOld"),
        /** Its bytes on the disk are not those that were written. */
        damaged("damaged");

        private final String label;

        Cause(String label) {
            this.label = label;
        }

        /** Its name, as spools, heartbeats and meters have it. */
        public String label() {
            return label;
        }

        /** @throws IllegalArgumentException if no cause has this name */
        public static Cause labelled(String label) {
            for (Cause cause : values()) {
                if (cause.label.equals(label)) {
                    return cause;
                }
            }
            throw new IllegalArgumentException("No cause of a loss is called '%s'.".formatted(label));
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
