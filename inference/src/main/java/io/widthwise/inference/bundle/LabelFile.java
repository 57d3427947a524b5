package io.widthwise.inference.bundle;

/**
 * The bundle's class names.
 *
 * @param file UTF-8 text, one name a line, line 0 naming class 0
 * @param sha256 of the file's bytes, lower-case hexadecimal
 * @param count number of names
 */
public record LabelFile(String file, String sha256, int count) {
  public LabelFile {
    Require.fileName("file", file);
    Require.sha256("sha256", sha256);
    Require.positive("count", count);
  }
}
