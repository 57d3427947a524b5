package io.widthwise.ingest.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** GStreamer's RTSP server with one camera, in a process of its own. */
final class RtspServer implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src", "test", "resources", "rtsp_server.py");
  private static final String LIBRARIES =
      "import gi; gi.require_version('GstRtspServer', '1.0');"
          + "from gi.repository import Gst, GstRtspServer; Gst.init(None);"
          + "assert Gst.ElementFactory.find('x264enc') and Gst.ElementFactory.find('rtph264pay')";

  private final Process process;
  private final int port;

  private RtspServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; skips the test where Python's GStreamer is not installed. */
  static RtspServer start() throws IOException, InterruptedException {
    String python = pythonWithGstreamer();
    Process process =
        new ProcessBuilder(python, SCRIPT.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the RTSP server ended with " + process.waitFor());
    }
    return new RtspServer(process, Integer.parseInt(line.strip()));
  }

  private static String pythonWithGstreamer() throws IOException, InterruptedException {
    for (String python : List.of("/usr/bin/python3", "python3")) {
      try {
        Process probe =
            new ProcessBuilder(python, "-c", LIBRARIES)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0) {
          return python;
        }
      } catch (IOException e) {
        // There is no such Python.
      }
    }
    assumeTrue(
        false,
        "needs GStreamer's RTSP server for Python: python3-gi gir1.2-gst-rtsp-server-1.0"
            + " gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly");
    throw new AssertionError();
  }

  String url(String path) {
    return "rtsp://127.0.0.1:%d/%s".formatted(port, path);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
