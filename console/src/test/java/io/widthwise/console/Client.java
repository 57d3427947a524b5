package io.widthwise.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a console's API. */
final class Client {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Client(Console console) {
    this.address = console.address();
  }

  HttpResponse<byte[]> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/$", "") + path))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    try {
      return json.readTree(get(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Results of all cameras, of every outcome. */
  long total() {
    JsonNode total = json("/api/overview").path("total");
    return total.path("classified").asLong()
        + total.path("late").asLong()
        + total.path("shed").asLong()
        + total.path("rejected").asLong();
  }
}
