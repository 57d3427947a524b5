package io.widthwise.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start as a JVM of its own.
 *
 * @param name what people call the process, such as {@code broker}
 * @param classPath its class path
 * @param mainClass its main class
 * @param jvmFlags flags of the JVM, such as {@code -Xmx512m}
 * @param arguments arguments of the main class
 * @param environment variables added to this process's environment
 * @param log file to which its standard output and error are appended
 */
public record JavaCommand(
    String name,
    ClassPath classPath,
    String mainClass,
    List<String> jvmFlags,
    List<String> arguments,
    Map<String, String> environment,
    Path log) {
  public JavaCommand {
    jvmFlags = List.copyOf(jvmFlags);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
