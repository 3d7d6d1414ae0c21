package org.skycast.identity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.settings.SettingsException;

/** Keys in files (PEM), as {@code openssl genpkey} and {@code openssl pkey -pubout} write them. */
public final class KeyFile {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFile() {}

    /**
     * Reads a station's or an administrator's public key, of Ed25519 in X.509 form.
     *
     * @throws SettingsException if the file holds none
     */
    public static PublicKey readEd25519(Path pem) {
        return readPublic(pem, Ed25519.ALGORITHM);
    }

    /**
     * Reads the public key of an admission key, of X25519 in X.509 form.
     *
     * @throws SettingsException if the file holds none
     */
    public static PublicKey readX25519(Path pem) {
        return readPublic(pem, X25519.ALGORITHM);
    }

    private static PublicKey readPublic(Path pem, String algorithm) {
        byte[] der = der(pem, PUBLIC, algorithm);
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw unusable(pem, PUBLIC, algorithm);
        }
    }

    /**
     * Reads a private key in PKCS#8 form that its owner alone may read.
     *
     * @throws SettingsException if there is none, or others may read it
     */
    static PrivateKey readPrivate(Path pem, String algorithm) {
        byte[] der = der(pem, PRIVATE, algorithm);
        requireOwnersAlone(pem);
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw unusable(pem, PRIVATE, algorithm);
        }
    }

    /**
     * Writes a private key where no file is, for its owner alone, and its public key beside it, at the same name with {@code .pub}.
     *
     * @throws SettingsException if a file is there already, or none can be written
     */
    static void write(Path pem, PrivateKey privateKey, PublicKey publicKey) {
        Path file = pem.toAbsolutePath();
        try {
            if (hasRights(file)) {
                // The rights come with the file: there is no moment at which others may read it.
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, pem(PRIVATE, privateKey.getEncoded()));
            } else {
                write(file, pem(PRIVATE, privateKey.getEncoded()));
            }
        } catch (FileAlreadyExistsException e) {
            throw new SettingsException("%s is there already; name a file that is not.".formatted(pem), e);
        } catch (IOException e) {
            throw new SettingsException("The key %s cannot be written: %s.".formatted(pem, e.getMessage()), e);
        }
        write(file.resolveSibling(file.getFileName() + ".pub"), pem(publicKey));
    }

    private static boolean hasRights(Path file) throws IOException {
        Path folder = file.getParent();
        return folder != null && Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    private static void requireOwnersAlone(Path pem) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(pem, PosixFileAttributeView.class);
            if (view != null && !OWNERS.containsAll(view.readAttributes().permissions())) {
                throw new SettingsException(
                        "The key %s may be read by others than its owner; chmod 600 it.".formatted(pem));
            }
        } catch (IOException e) {
            throw new SettingsException("The key %s cannot be read; name a file that is there.".formatted(pem), e);
        }
    }

    /** The public key as such a file has it. */
    public static String pem(PublicKey key) {
        return pem(PUBLIC, key.getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
    }

    /** @throws SettingsException if the file is there already: a key that is lost cannot be had again */
    private static void write(Path file, String pem) {
        try {
            Files.createFile(file);
            Files.writeString(file, pem);
        } catch (FileAlreadyExistsException e) {
            throw new SettingsException("%s is there already; name a file that is not.".formatted(file), e);
        } catch (IOException e) {
            throw new SettingsException("The key %s cannot be written: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static byte[] der(Path pem, String kind, String algorithm) {
        try {
            Matcher found = PEM.matcher(Files.readString(pem));
            if (found.find() && found.group(1).equals(kind)) {
                return Base64.getMimeDecoder().decode(found.group(2).strip());
            }
            throw unusable(pem, kind, algorithm);
        } catch (IOException e) {
            throw new SettingsException("The key %s cannot be read; name a file that is there.".formatted(pem), e);
        } catch (IllegalArgumentException e) {
            throw unusable(pem, kind, algorithm);
        }
    }

    private static SettingsException unusable(Path pem, String kind, String algorithm) {
        String command =
                algorithm.equals(Ed25519.ALGORITHM) ? "skycast edge identity new" : "skycast stations admission-key";
        return new SettingsException(
                "%s holds no %s key under 'BEGIN %s'; make one with openssl genpkey -algorithm %s, or with %s."
                        .formatted(pem, algorithm, kind, algorithm.toLowerCase(Locale.ROOT), command));
    }
}
