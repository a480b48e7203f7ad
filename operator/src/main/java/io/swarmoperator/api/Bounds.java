package io.swarmoperator.api;

/** Bounds and CEL rules that several fields of the schema share. */
final class Bounds {

  /** The greatest whole number that every JSON reader keeps exactly: 2^53 - 1. */
  static final long MAX_NUMBER = 9007199254740991L;

  static final String CPU_RULE =
      "isQuantity(string(self)) && (quantity(string(self)).compareTo(quantity('0')) == 0"
          + " || (quantity(string(self)).compareTo(quantity('1m')) >= 0"
          + " && quantity(string(self)).compareTo(quantity('10000')) <= 0))";
  static final String CPU_MESSAGE = "must be a quantity of cores: 0, or from 1m to 10000";

  static final String MEMORY_RULE =
      "isQuantity(string(self)) && (quantity(string(self)).compareTo(quantity('0')) == 0"
          + " || (quantity(string(self)).compareTo(quantity('4Mi')) >= 0"
          + " && quantity(string(self)).compareTo(quantity('1Pi')) <= 0))";
  static final String MEMORY_MESSAGE = "must be a quantity of bytes: 0, or from 4Mi to 1Pi";

  static final String RESERVED_RULE = "self.all(key, !key.startsWith('swarmoperator.io/'))";
  static final String RESERVED_MESSAGE = "keys under swarmoperator.io/ are the operator's own";

  static final String KEYS_RULE =
      "self.all(key, key.size() <= 317 && key.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?"
          + "([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$'))";
  static final String KEYS_MESSAGE =
      "a key must be at most 63 letters, digits, '-', '_' or '.', begin and end with a letter or"
          + " digit, and may have a DNS name and '/' before it";

  static final String LABEL_VALUES_RULE =
      "self.all(key, self[key].matches('^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$'))";
  static final String LABEL_VALUES_MESSAGE =
      "a label's value must be empty or consist of letters, digits, '-', '_' or '.',"
          + " and begin and end with a letter or digit";

  private Bounds() {}
}
