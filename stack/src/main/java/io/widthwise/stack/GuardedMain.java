package io.widthwise.stack;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends the JVM when the process that started it has ended, however that
 * happened: a stack whose owner was killed leaves no process behind.
 *
 * <p>Arguments: process id of the owner, main class, its arguments.
 */
public final class GuardedMain {
  private static final long GRACE_MILLIS = 10_000;

  private GuardedMain() {}

  public static void main(String[] arguments) throws Throwable {
    long owner = Long.parseLong(arguments[0]);
    ProcessHandle.of(owner)
        .filter(ProcessHandle::isAlive)
        .ifPresentOrElse(
            handle -> handle.onExit().thenRun(GuardedMain::end),
            () -> Runtime.getRuntime().halt(1));
    try {
      Class.forName(arguments[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void end() {
    Thread force =
        new Thread(
            () -> {
              try {
                Thread.sleep(GRACE_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(1);
            },
            "owner-gone");
    force.setDaemon(true);
    force.start();
    System.exit(1);
  }
}
