package io.widthwise.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledImagesTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    Files.writeString(folder.resolve("a.png"), "a");
    Files.writeString(folder.resolve("b.png"), "b");
    Files.writeString(folder.resolveSibling("outside.png"), "c");
  }

  @Test
  void readsFileAndClassWhateverTheOrderOfColumnsAndWhateverElseThereIs() throws Exception {
    write("name,class_index,file\n\"x, y\",2,b.png\n\nz, 0 , a.png\n");
    assertThat(LabelledImages.read(folder, 3))
        .containsExactly(
            new LabelledImage(folder.resolve("b.png"), 2),
            new LabelledImage(folder.resolve("a.png"), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file,class_index\\na.png,1\\nb.png,3\\n | line 3, column class_index: '3' is no class; expected a whole number from 0 to 2",
        "file,class_index\\na.png,tench\\n | line 2, column class_index: 'tench' is no class",
        "file,class_index\\na.png\\n | line 2, column class_index: '' is no class",
        "file,class_index\\nc.png,1\\n | line 2, column file: 'c.png' is no file in",
        "file,class_index\\n../outside.png,1\\n | line 2, column file: '../outside.png' is no file in",
        "file,class_index\\n,1\\n | line 2, column file: is empty",
        "file,class_index\\n\\n\\na.png,9\\n | line 4, column class_index",
        "file,label\\na.png,1\\n | line 1, column class_index: is missing",
        "class_index\\n1\\n | line 1, column file: is missing",
        "file,class_index\\n | names no image",
        "file,class_index\\na.png,1,2,3\\n | line 2 is not CSV"
      })
  void namesFileLineAndColumnOfWhatIsWrong(String table, String sentence) throws Exception {
    write(table.strip().replace("\\n", "\n"));
    assertThatThrownBy(() -> LabelledImages.read(folder, 3))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageStartingWith(folder.resolve("labels.csv").toString())
        .hasMessageContaining(sentence);
  }

  @Test
  void saysWhichColumnsAMissingTableMustHave() {
    assertThatThrownBy(() -> LabelledImages.read(folder, 3))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageEndingWith(
            "labels.csv does not exist; it must have the columns file,class_index");
  }

  private void write(String table) throws IOException {
    Files.writeString(folder.resolve("labels.csv"), table);
  }
}
