package io.swarmoperator.sandbox;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a Go can build the test cluster: one that is new enough, or one that fetches one that is.
 *
 * @param version as {@code go env GOVERSION} says, such as go1.26.8
 * @param toolchain as {@code go env GOTOOLCHAIN} says
 */
record GoVersion(String version, String toolchain) {
  private static final Pattern NUMBER = Pattern.compile("go1\\.([0-9]+)([^0-9].*)?");

  /** What the test cluster's go.mod asks for. */
  private static final int NEEDED = 26;

  /** The first that fetches the version that a module asks for. */
  private static final int FETCHES = 21;

  /** The Go on the PATH; one that says nothing of use is none. */
  static GoVersion onPath() {
    if (!Machine.onPath("go")) {
      return new GoVersion("", "");
    }
    var answer = Commands.run(List.of("go", "env", "GOVERSION", "GOTOOLCHAIN"));
    var lines = answer.out().lines().toList();
    return lines.size() < 2
        ? new GoVersion("", "")
        : new GoVersion(lines.get(0).strip(), lines.get(1).strip());
  }

  /** Whether it will do. */
  boolean suffices() {
    if (version.startsWith("devel")) {
      return true;
    }
    Matcher matcher = NUMBER.matcher(version);
    if (!matcher.matches()) {
      return false;
    }
    int minor = Integer.parseInt(matcher.group(1));
    return minor >= NEEDED || (minor >= FETCHES && !toolchain.equals("local"));
  }
}
