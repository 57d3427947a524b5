package io.widthwise.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.testing.TinyBundle;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where a jar with native libraries was not put on the class path. */
class NativeLibraryTest {
  @TempDir Path directory;

  @Test
  void missingOpenCvIsToldWithTheJarsToAdd() throws Exception {
    try (URLClassLoader bare = classPathWithout("opencv")) {
      Class<?> decoder = bare.loadClass("io.widthwise.inference.decode.OpenCvFrameDecoder");

      assertThat(catchThrowable(() -> decoder.getConstructor().newInstance()).getCause())
          .hasMessageContaining("OpenCV's native library cannot be loaded")
          .hasMessageContaining("opencv and openblas")
          .hasMessageContaining("lib folder of every TaskManager");
    }
  }

  @Test
  void missingOnnxRuntimeIsToldWithTheJarToAdd() throws Exception {
    TinyBundle.create(directory);
    try (URLClassLoader bare = classPathWithout("onnxruntime")) {
      Object bundle =
          bare.loadClass(LadderBundle.class.getName())
              .getMethod("open", Path.class)
              .invoke(null, directory);
      Class<?> settings = bare.loadClass("io.widthwise.inference.classify.ClassifierSettings");
      var open =
          bare.loadClass("io.widthwise.inference.classify.ModelLadder")
              .getMethod("open", bundle.getClass(), settings);
      Object defaults = settings.getField("DEFAULT").get(null);

      Throwable thrown = catchThrowable(() -> open.invoke(null, bundle, defaults));

      assertThat(thrown).isInstanceOf(InvocationTargetException.class);
      assertThat(thrown.getCause())
          .hasMessageContaining("ONNX Runtime's native library cannot be loaded")
          .hasMessageContaining("Put the onnxruntime jar on the class path");
    }
  }

  private static URLClassLoader classPathWithout(String library) {
    List<URL> urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().startsWith(library))
            .map(NativeLibraryTest::url)
            .toList();
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
