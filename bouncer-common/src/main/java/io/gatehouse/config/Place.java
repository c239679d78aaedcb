package io.gatehouse.config;

/** Where something stands in a file; line 0 is the file as a whole. */
record Place(String file, int line) {
  static final Place DEFAULT = new Place("default", 0);

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
