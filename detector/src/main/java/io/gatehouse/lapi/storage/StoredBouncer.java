package io.gatehouse.lapi.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bouncer (remediation component).
 *
 * @param id its number, in the order of adding; 0 before it is stored
 * @param name unique
 * @param keyHash lower-case hexadecimal SHA-512 of its key; not unique
 * @param authType how it proves who it is
 * @param autoCreated whether it was added because a known key came from a new address
 * @param ipAddress from where it asks; empty before it first did
 * @param type of its program; may be empty
 * @param version of its program; may be empty
 * @param os what it runs on
 * @param featureFlags comma-joined; may be empty
 * @param createdAt when it was added
 * @param updatedAt when its row last changed, but for pulls
 * @param lastPull when it last asked, or null
 * @param cursor the commit up to which it has been told; 0 if it never pulled
 */
public record StoredBouncer(
    long id,
    String name,
    String keyHash,
    AuthType authType,
    boolean autoCreated,
    String ipAddress,
    String type,
    String version,
    OperatingSystem os,
    String featureFlags,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastPull,
    long cursor) {

  /** One that has never asked, added by an operator. */
  public static StoredBouncer added(String name, String keyHash, AuthType authType, Instant now) {
    return new StoredBouncer(
        0,
        name,
        keyHash,
        authType,
        false,
        "",
        "",
        "",
        OperatingSystem.UNKNOWN,
        "",
        now,
        now,
        null,
        0);
  }
}
