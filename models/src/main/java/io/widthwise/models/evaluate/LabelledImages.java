package io.widthwise.models.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A directory of images with {@value #LABELS}, whose columns {@value #FILE} and {@value
 * #CLASS_INDEX} name each image and its class; other columns are ignored.
 */
public final class LabelledImages {
  /** Name of the table. */
  public static final String LABELS = "labels.csv";

  private static final String FILE = "file";
  private static final String CLASS_INDEX = "class_index";

  private LabelledImages() {}

  /**
   * Reads the table and checks that its images are there.
   *
   * @param classes number of classes that there are
   * @throws InvalidDatasetException if the table is missing, empty or faulty
   */
  public static List<LabelledImage> read(Path directory, int classes) throws IOException {
    Path table = directory.resolve(LABELS);
    if (!Files.isRegularFile(table)) {
      throw new InvalidDatasetException(
          table, "does not exist; it must have the columns file,class_index");
    }
    ObjectReader reader =
        new CsvMapper()
            .readerFor(Map.class)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .with(CsvParser.Feature.TRIM_SPACES)
            .with(CsvSchema.emptySchema().withHeader());
    List<LabelledImage> images = new ArrayList<>();
    try (MappingIterator<Map<String, String>> rows = reader.readValues(table.toFile())) {
      requireColumns(table, rows);
      while (rows.hasNextValue()) {
        Map<String, String> row = rows.nextValue();
        int line = rows.getParser().currentTokenLocation().getLineNr();
        images.add(image(table, line, row, classes));
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidDatasetException(
          table, "line %d is not CSV: %s".formatted(line, e.getOriginalMessage()), e);
    }
    if (images.isEmpty()) {
      throw new InvalidDatasetException(table, "names no image");
    }
    return images;
  }

  private static void requireColumns(Path table, MappingIterator<?> rows) throws IOException {
    rows.hasNextValue(); // reads the header
    CsvSchema schema = (CsvSchema) rows.getParser().getSchema();
    for (String column : List.of(FILE, CLASS_INDEX)) {
      if (schema.column(column) == null) {
        throw new InvalidDatasetException(
            table, 1, column, "is missing; the first line must name file and class_index");
      }
    }
  }

  private static LabelledImage image(Path table, int line, Map<String, String> row, int classes)
      throws IOException {
    String file = row.get(FILE);
    if (file == null || file.isEmpty()) {
      throw new InvalidDatasetException(table, line, FILE, "is empty");
    }
    Path directory = table.toAbsolutePath().getParent().normalize();
    Path image = directory.resolve(file).normalize();
    if (!image.startsWith(directory) || !Files.isRegularFile(image)) {
      throw new InvalidDatasetException(
          table, line, FILE, "'%s' is no file in %s".formatted(file, directory));
    }
    return new LabelledImage(image, classIndex(table, line, row.get(CLASS_INDEX), classes));
  }

  private static int classIndex(Path table, int line, String text, int classes)
      throws InvalidDatasetException {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index < classes) {
        return index;
      }
    } catch (NumberFormatException e) {
      // falls through: the sentence below says what is expected
    }
    throw new InvalidDatasetException(
        table,
        line,
        CLASS_INDEX,
        "'%s' is no class; expected a whole number from 0 to %d"
            .formatted(text == null ? "" : text, classes - 1));
  }
}
