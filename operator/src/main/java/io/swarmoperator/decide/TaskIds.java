package io.swarmoperator.decide;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Task ids: 25 characters of base 36, as Swarm's, but a function of service, slot and attempt. A
 * reconcile that works on a stale cache computes the same name again, and the API server refuses
 * the second create. The inverted attempt comes first, so that the order of names within a slot is
 * newest first.
 */
final class TaskIds {
  private static final int LENGTH = 25;
  private static final int ATTEMPT_DIGITS = 5;
  private static final int HIGHEST_ATTEMPT = 36 * 36 * 36 * 36 * 36 - 1;
  private static final int HASH_DIGITS = LENGTH - ATTEMPT_DIGITS;

  private TaskIds() {}

  /**
   * The id of a task.
   *
   * @param serviceUid uid of the service, so that a service made again under the same name has
   *     other tasks
   * @param slot of the task
   * @param attempt of the task, 1 to 60 466 175
   */
  static String of(String serviceUid, SlotId slot, int attempt) {
    return digits(BigInteger.valueOf((long) HIGHEST_ATTEMPT - attempt), ATTEMPT_DIGITS)
        + hash(serviceUid + "/" + slot.word() + "/" + attempt);
  }

  private static String hash(String text) {
    BigInteger number =
        new BigInteger(1, sha256(text)).mod(BigInteger.valueOf(36).pow(HASH_DIGITS));
    return digits(number, HASH_DIGITS);
  }

  private static String digits(BigInteger number, int length) {
    String text = number.toString(36).toLowerCase(Locale.ROOT);
    return "0".repeat(length - text.length()) + text;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
