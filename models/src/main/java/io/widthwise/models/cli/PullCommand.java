package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.importing.BundleImporter;
import io.widthwise.models.importing.ImportOptions;
import io.widthwise.models.pull.Catalogue;
import io.widthwise.models.pull.FileSource;
import io.widthwise.models.pull.HttpSource;
import io.widthwise.models.pull.Mirrors;
import io.widthwise.models.pull.Puller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models pull}. */
@Command(
    name = "pull",
    description = {
      "Fetches published weights, checks every byte against what is pinned, and imports them.",
      "What was fetched before is not fetched again; a broken download goes on where it ended."
    })
final class PullCommand extends ModelsTask {
  private final List<Catalogue> catalogues;

  @Parameters(paramLabel = "NAME", description = "Which weights: imagenet-v1.")
  private String name;

  @Option(
      names = "--mirror",
      paramLabel = "DIR|URL",
      description =
          "Directory, or http(s) or file URL below which the same files are (default: where they are published).")
  private String mirror;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The new bundle (default: NAME in the current directory).")
  private Path out;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where the files are kept (default: .widthwise/cache/NAME of the project).")
  private Path cache;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Images and labels.csv: evaluate the bundle on them and record its accuracy.")
  private Path images;

  @Mixin private ImportSettings settings;

  PullCommand() {
    this(Catalogue.ALL);
  }

  PullCommand(List<Catalogue> catalogues) {
    this.catalogues = catalogues;
  }

  @Override
  void perform() throws IOException {
    Catalogue catalogue = catalogue();
    ImportOptions options = settings.options();
    Path bundleDirectory = out != null ? out : Path.of(catalogue.name());
    BundleImporter.requireFree(bundleDirectory, options);
    FileSource source = mirror != null ? Mirrors.parse(mirror) : HttpSource.published();
    List<Path> files = pull(catalogue, source);
    int labels = files.size() - 1;
    LadderBundle bundle =
        BundleImporter.importTflite(
            files.subList(0, labels), files.get(labels), bundleDirectory, options);
    out().print(EvaluationRun.recordOrList(bundle, images));
  }

  private List<Path> pull(Catalogue catalogue, FileSource source) throws IOException {
    try (PullProgress progress = new PullProgress(err())) {
      return new Puller(source, cacheDirectory(catalogue), progress).pull(catalogue.files());
    }
  }

  private Path cacheDirectory(Catalogue catalogue) {
    return cache != null
        ? cache
        : Path.of(System.getProperty("widthwise.home", "."), ".widthwise", "cache")
            .resolve(catalogue.name());
  }

  private Catalogue catalogue() {
    return catalogues.stream()
        .filter(catalogue -> catalogue.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "There is no %s to pull; there is %s"
                        .formatted(
                            name,
                            catalogues.stream()
                                .map(Catalogue::name)
                                .collect(Collectors.joining(", ")))));
  }
}
