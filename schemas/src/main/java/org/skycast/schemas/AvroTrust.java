package org.skycast.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/** What Avro may do on behalf of bytes from outside: which classes it may make, and how much it may allocate. */
public final class AvroTrust {

    private static final String RECORDS = "org.skycast.avro";

    static {
        // Hostile bytes may claim a length of gigabytes; Avro reads these limits once, when its decoder is loaded.
        limit("org.apache.avro.limits.bytes.maxLength", 64 << 20);
        limit("org.apache.avro.limits.string.maxLength", 1 << 20);
        limit("org.apache.avro.limits.collectionItems.maxLength", 1 << 20);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(RECORDS)));
    }

    private AvroTrust() {}

    /** Must be called before the first of these records is read or written by Avro itself; later calls change nothing. */
    public static void establish() {
        // The work is done when this class is loaded.
    }

    private static void limit(String property, int most) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(most));
        }
    }
}
