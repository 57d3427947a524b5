package io.widthwise.models.pull;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** What an answer without the file means: whether to ask again, or what to do. */
final class StatusFault {
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int SERVER_ERRORS = 500;
  private static final Set<Integer> ASK_AGAIN = Set.of(408, 425, 429);
  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403, 407);

  private StatusFault() {}

  static IOException of(String place, HttpResponse<?> response) {
    int status = response.statusCode();
    if (status >= SERVER_ERRORS || ASK_AGAIN.contains(status)) {
      return new TransientFault(
          "%s answers %d".formatted(place, status), retryAfterSeconds(response));
    }
    if (status == NOT_FOUND || status == GONE) {
      return new PullException(
          "%s does not exist (%d); name a directory or URL that has the file with --mirror"
              .formatted(place, status));
    }
    if (NOT_ALLOWED.contains(status)) {
      return new PullException(
          "%s may not be read (%d); check the network's proxy, or name another place with --mirror"
              .formatted(place, status));
    }
    return new PullException(
        "%s answers %d, which is no file; name another place with --mirror"
            .formatted(place, status));
  }

  private static Duration retryAfterSeconds(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }
}
