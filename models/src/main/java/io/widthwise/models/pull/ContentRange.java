package io.widthwise.models.pull;

import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes a partial answer holds (RFC 9110, section 14.4).
 *
 * @param first position of its first byte
 * @param total size of the whole file, if told
 */
record ContentRange(long first, OptionalLong total) {
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  static ContentRange of(HttpResponse<?> response) throws TransientFault {
    String header = response.headers().firstValue("Content-Range").orElse("");
    Matcher range = FORM.matcher(header);
    if (!range.matches()) {
      throw new TransientFault(
          "%s sent a part of the file without telling which (Content-Range \"%s\")"
              .formatted(response.uri(), header),
          null);
    }
    String total = range.group(2);
    return new ContentRange(
        Long.parseLong(range.group(1)),
        total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)));
  }
}
