package io.widthwise.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The SQL of the module's README, so that what it promises is what is tested. */
final class ReadmeStatements {
  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?);\\n```", Pattern.DOTALL);

  private ReadmeStatements() {}

  /** Returns the statements under a heading of the second level, in their order. */
  static List<String> under(String heading) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("\n## " + heading + "\n");
    if (start < 0) {
      throw new IllegalStateException("README.md has no heading ## " + heading);
    }
    int end = readme.indexOf("\n## ", start + 1);
    return SQL.matcher(readme.substring(start, end < 0 ? readme.length() : end))
        .results()
        .map(statement -> statement.group(1))
        .toList();
  }
}
