package io.widthwise.models.cli;

import io.widthwise.inference.NativeLibraryException;
import io.widthwise.inference.classify.InferenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands share: failures end in one sentence on standard error and exit code 1. */
@Command(mixinStandardHelpOptions = true)
abstract class ModelsTask implements Callable<Integer> {
  @Spec private CommandSpec spec;

  abstract void perform() throws IOException;

  @Override
  public final Integer call() {
    try {
      perform();
      out().flush();
      return CommandLine.ExitCode.OK;
    } catch (FileSystemException e) {
      return failed(sentence(e));
    } catch (IOException | InferenceException | NativeLibraryException e) {
      return failed(e.getMessage());
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A mistake in the command line: a sentence, the usage and exit code 2. */
  ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private int failed(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The platform's message is often only the file's name. */
  private static String sentence(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return e.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return e.getFile() + " may not be accessed by this user";
    }
    return e.getReason() == null
        ? "%s cannot be used: %s".formatted(e.getFile(), e.getClass().getSimpleName())
        : "%s cannot be used: %s".formatted(e.getFile(), e.getReason());
  }
}
