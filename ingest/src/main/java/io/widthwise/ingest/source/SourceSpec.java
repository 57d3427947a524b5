package io.widthwise.ingest.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text that names a source means, without opening it. The text may hold a login; {@link
 * #toString} leaves it out.
 *
 * @param kind kind of source
 * @param address path or URL, with its login
 * @param options further options. URLs have them behind {@code #}, since what stands behind {@code
 *     ?} is the server's; paths behind {@code ?}
 */
public record SourceSpec(Kind kind, String address, Map<String, String> options) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s)");
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

  /** Kinds of source and the options that each takes. */
  public enum Kind {
    SYNTHETIC(true, "width", "height", "seed"),
    /** A directory of images, an MCAP recording or a video file, by its path. */
    RECORDING(false),
    MCAP(false, "follow", "from", "topic"),
    HTTP(true, "timeout"),
    RTSP(true, "timeout", "transport"),
    V4L2(true, "format", "size", "fps"),
    FOXGLOVE(true, "timeout"),
    /** Frames that robots send by HTTP. */
    POST(true);

    private final boolean live;
    private final Set<String> options;

    Kind(boolean live, String... options) {
      this.live = live;
      this.options = Set.of(options);
    }
  }

  /** What {@link #parse} takes, for messages. */
  public static final String ACCEPTED =
      "a source is 'synthetic', a directory of JPEG or PNG files, an .mcap recording, a video file, mcap:FILE?follow=true, http://, https://, rtsp://, v4l2:///dev/videoN or foxglove://HOST:PORT/TOPIC";

  public SourceSpec {
    options = Map.copyOf(options);
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException if it names no source or an option that the source does not
   *     take; the message holds no login
   */
  public static SourceSpec parse(String text) {
    SourceSpec spec = split(text);
    for (String option : new TreeSet<>(spec.options.keySet())) {
      if (!spec.kind.options.contains(option)) {
        throw new IllegalArgumentException(
            "the source %s has no option '%s'; it takes %s"
                .formatted(spec, option, new TreeSet<>(spec.kind.options)));
      }
    }
    spec.requireSound();
    return spec;
  }

  private static SourceSpec split(String text) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? text : text.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "synthetic" -> withOptions(Kind.SYNTHETIC, text.substring(scheme.length()), '?');
      case "post" -> withOptions(Kind.POST, text.substring(scheme.length()), '?');
      case "mcap" -> withOptions(Kind.MCAP, text.substring(colon + 1), '?');
      case "http", "https" -> withOptions(Kind.HTTP, text, '#');
      case "rtsp", "rtsps" -> withOptions(Kind.RTSP, text, '#');
      case "foxglove", "foxglove+tls" -> withOptions(Kind.FOXGLOVE, text, '#');
      case "v4l2" -> withOptions(Kind.V4L2, text.substring(colon + 1), '?');
      default -> new SourceSpec(Kind.RECORDING, text, Map.of());
    };
  }

  private static SourceSpec withOptions(Kind kind, String text, char separator) {
    int at = text.indexOf(separator);
    if (at < 0) {
      return new SourceSpec(kind, text, Map.of());
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : text.substring(at + 1).split("&")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "an option of a source must be NAME=VALUE but is '%s'".formatted(pair));
      }
      options.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return new SourceSpec(kind, text.substring(0, at), options);
  }

  private void requireSound() {
    switch (kind) {
      case SYNTHETIC, POST -> {
        // An optional colon before the options.
        if (!address.isEmpty() && !address.equals(":")) {
          throw new IllegalArgumentException("'%s' has no address".formatted(name()));
        }
      }
      case HTTP, RTSP, FOXGLOVE -> uri();
      case V4L2 -> {
        if (!devicePath().startsWith("/dev/")) {
          throw new IllegalArgumentException(
              "a V4L2 source must be v4l2:///dev/videoN but is v4l2:" + address);
        }
      }
      case MCAP, RECORDING -> {
        if (address.isBlank()) {
          throw new IllegalArgumentException(ACCEPTED);
        }
      }
    }
    option("timeout", SourceSpec::duration);
    option("follow", text -> oneOf("follow", text, "true", "false"));
    option("from", text -> oneOf("from", text, "start", "end"));
    option("transport", text -> oneOf("transport", text, "tcp", "udp"));
    for (String number : Set.of("width", "height", "seed", "fps")) {
      option(number, text -> number(number, text));
    }
    option("size", text -> matching("size", text, "[0-9]{1,5}x[0-9]{1,5}", "such as 640x480"));
    if (options.containsKey("from") && !follows()) {
      throw new IllegalArgumentException("the option 'from' goes with follow=true only");
    }
  }

  private String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether frames are taken as they are read. */
  public boolean live() {
    return kind.live || follows();
  }

  /** Whether a recording is read on while it is written. */
  public boolean follows() {
    return "true".equals(options.get("follow"));
  }

  /** Whether all frames come from one camera, so that it can have any id. */
  public boolean singleCamera() {
    return switch (kind) {
      case MCAP -> options.containsKey("topic");
      case RECORDING -> !address.toLowerCase(Locale.ROOT).endsWith(".mcap");
      default -> true;
    };
  }

  /** The address as a URL with a host. */
  URI uri() {
    try {
      URI uri = new URI(address);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message would repeat the login.
    }
    throw new IllegalArgumentException(
        "the source %s is no URL with a host; write characters of a login that are neither letters nor digits as %%XX"
            .formatted(this));
  }

  /** Where a V4L2 camera is. */
  String devicePath() {
    return address.startsWith("//") ? address.substring(2) : address;
  }

  /** How long nothing may come before a live source counts as lost. */
  Duration timeout(Duration otherwise) {
    return option("timeout", SourceSpec::duration).orElse(otherwise);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  <T> Optional<T> option(String name, Function<String, T> reader) {
    return option(name).map(reader);
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "the option 'timeout' must be a time such as 500ms or 10s but is '%s'".formatted(text));
    }
    long amount = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
  }

  private static String oneOf(String option, String text, String first, String second) {
    return matching(option, text, first + "|" + second, first + " or " + second);
  }

  private static String number(String option, String text) {
    return matching(option, text, "[0-9]{1,9}", "a whole number");
  }

  private static String matching(String option, String text, String pattern, String expected) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException(
          "the option '%s' must be %s but is '%s'".formatted(option, expected, text));
    }
    return text;
  }

  /** The user and password of the URL, percent-decoded, {@code user:password}. */
  Optional<String> login() {
    return Optional.ofNullable(uri().getRawUserInfo())
        .map(
            raw ->
                // A plus sign stands for itself in a URL's login.
                URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /** Takes the login out of a text that quotes the address. */
  public String redact(String text) {
    return USER_INFO.matcher(text.replace(address, redactedAddress())).replaceAll("//***@");
  }

  private String redactedAddress() {
    return switch (kind) {
      case HTTP, RTSP, FOXGLOVE -> {
        // A greedy match up to the last @, since a badly written password may hold one.
        int authority = address.indexOf("//");
        int at = address.lastIndexOf('@');
        yield authority >= 0 && at > authority
            ? address.substring(0, authority + 2) + "***@" + address.substring(at + 1)
            : address;
      }
      default -> address;
    };
  }

  /** The source as it may be shown: without login. */
  @Override
  public String toString() {
    return switch (kind) {
      case SYNTHETIC, POST -> name();
      case MCAP -> "mcap:" + address;
      case V4L2 -> "v4l2:" + address;
      default -> redactedAddress();
    };
  }
}
