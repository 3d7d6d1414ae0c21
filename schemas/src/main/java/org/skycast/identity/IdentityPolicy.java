package org.skycast.identity;

/**
 * By what it is told whose a record is.
 *
 * @param administrators whose signatures under registrations count
 * @param admissionKeys those that are held, for records that carry a MAC in the place of a signature
 */
public record IdentityPolicy(Administrators administrators, AdmissionKeys admissionKeys) {

    /** Signatures alone can be checked. */
    public static IdentityPolicy of(Administrators administrators) {
        return new IdentityPolicy(administrators, AdmissionKeys.NONE);
    }
}
