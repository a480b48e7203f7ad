package io.swarmoperator.plan;

/**
 * Something wrong with a file.
 *
 * @param file as the user named it
 * @param line counted from 1; 0 when it is about the file as a whole
 * @param field path of the field, empty when it is about the document
 * @param message what is wrong
 */
record Problem(String file, int line, String field, String message) {
  @Override
  public String toString() {
    String place = line > 0 ? file + ":" + line : file;
    return place + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }
}
