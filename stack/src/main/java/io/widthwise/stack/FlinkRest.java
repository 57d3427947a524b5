package io.widthwise.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The part of Flink's REST API that submits, watches and cancels jobs. */
public final class FlinkRest {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param address such as {@code http://127.0.0.1:8081}
   */
  public FlinkRest(URI address) {
    this.address = address;
  }

  /** Tells whether the cluster answers, which it does only while a JobManager leads it. */
  public boolean answers() {
    try {
      get("/overview");
      return true;
    } catch (StackException e) {
      return false;
    }
  }

  /** Tells whether at least {@code count} TaskManagers have registered and offer slots. */
  public boolean hasTaskManagers(int count) {
    try {
      JsonNode overview = get("/overview");
      return overview.path("taskmanagers").asInt() >= count
          && overview.path("slots-total").asInt() >= count;
    } catch (StackException notYet) {
      return false;
    }
  }

  /**
   * Task slots that no job has.
   *
   * @throws StackException if there are none
   */
  public int freeSlots() {
    JsonNode overview = get("/overview");
    int free = overview.path("slots-available").asInt();
    if (free == 0) {
      throw new StackException(
          "the cluster at %s has no free task slot of its %d: cancel a job or add TaskManagers"
              .formatted(address, overview.path("slots-total").asInt()));
    }
    return free;
  }

  /**
   * Waits until at least {@code count} TaskManagers have registered.
   *
   * @throws StackException if that takes longer than {@code limit}
   */
  public void awaitTaskManagers(int count, Duration limit) {
    Instant end = Instant.now().plus(limit);
    while (!hasTaskManagers(count)) {
      pause(
          end,
          () ->
              "%d TaskManagers did not register at %s within %d s"
                  .formatted(count, address, limit.toSeconds()));
    }
  }

  /**
   * Uploads a jar.
   *
   * @return the id by which {@link #run} finds it
   * @throws StackException if the jar cannot be read or the cluster refuses it
   */
  public String upload(Path jar) {
    String boundary = "widthwise-" + UUID.randomUUID();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/java-archive\r\n\r\n"
            .formatted(boundary, jar.getFileName());
    HttpRequest.BodyPublisher body;
    try {
      body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    } catch (FileNotFoundException e) {
      throw new StackException("the job's jar %s cannot be read".formatted(jar), e);
    }
    JsonNode answer =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
    return Path.of(answer.path("filename").asText()).getFileName().toString();
  }

  /**
   * Starts the job of an uploaded jar.
   *
   * @return the job's id
   * @throws StackException with the root cause if the job's main method fails
   */
  public String run(String jarId, String mainClass, List<String> arguments) {
    return run(jarId, mainClass, arguments, Optional.empty());
  }

  /** The same, going on from a savepoint if one is given. */
  public String run(
      String jarId, String mainClass, List<String> arguments, Optional<String> savepoint) {
    ObjectNode body = JSON.createObjectNode().put("entryClass", mainClass);
    arguments.forEach(body.putArray("programArgsList")::add);
    savepoint.ifPresent(path -> body.put("savepointPath", path));
    JsonNode answer = send(post("/jars/" + jarId + "/run", body.toString()));
    return answer.path("jobid").asText();
  }

  /** Removes an uploaded jar; jobs started from it go on. */
  public void deleteJar(String jarId) {
    send(request("/jars/" + jarId).DELETE());
  }

  /** All jobs that the cluster remembers. */
  public List<FlinkJob> jobs() {
    List<FlinkJob> jobs = new ArrayList<>();
    get("/jobs/overview").path("jobs").forEach(job -> jobs.add(job(job)));
    return jobs;
  }

  /**
   * The job with this id.
   *
   * @throws StackException if the cluster does not know it
   */
  public FlinkJob job(String id) {
    return job(get("/jobs/" + id));
  }

  private static FlinkJob job(JsonNode json) {
    return new FlinkJob(
        json.path("jid").asText(), json.path("name").asText(), json.path("state").asText());
  }

  /** Tells whether every task of the job runs, which is when it has opened all its operators. */
  public boolean allTasksRun(String id) {
    JsonNode job = get("/jobs/" + id);
    if (!job.path("state").asText().equals("RUNNING")) {
      return false;
    }
    for (JsonNode vertex : job.path("vertices")) {
      if (vertex.path("tasks").path("RUNNING").asInt() != vertex.path("parallelism").asInt()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws StackException if the job ends, naming its root cause, or takes longer than {@code
   *     limit}, naming its last failure or the task slots that it waits for
   */
  public void awaitRunning(String id, Duration limit) {
    Instant end = Instant.now().plus(limit);
    while (!allTasksRun(id)) {
      FlinkJob job = job(id);
      if (job.ended()) {
        throw new StackException(
            "the job %s is %s: %s"
                .formatted(id, job.state(), lastFailure(id).orElse("no cause is known")));
      }
      pause(end, () -> overdue("run", id, limit) + missingSlots(id));
    }
  }

  /** Cancels a job and waits until it is over; a job that is over already is left alone. */
  public void cancel(String id, Duration limit) {
    if (job(id).ended()) {
      return;
    }
    send(request("/jobs/" + id + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
    Instant end = Instant.now().plus(limit);
    while (!job(id).ended()) {
      pause(end, () -> overdue("end", id, limit));
    }
  }

  /**
   * Stops a job once a savepoint holds its state.
   *
   * @param directory where the savepoint is made; empty for the cluster's own
   * @return the savepoint's path
   * @throws StackException if the savepoint fails, naming the cause, or takes longer than {@code
   *     limit}
   */
  public String stopWithSavepoint(String id, Optional<String> directory, Duration limit) {
    ObjectNode body = JSON.createObjectNode().put("drain", false);
    directory.ifPresent(path -> body.put("targetDirectory", path));
    JsonNode trigger = send(post("/jobs/" + id + "/stop", body.toString()));
    String operation = "/jobs/" + id + "/savepoints/" + trigger.path("request-id").asText();
    Instant end = Instant.now().plus(limit);
    JsonNode answer = get(operation);
    while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      pause(end, () -> overdue("make its savepoint", id, limit));
      answer = get(operation);
    }
    JsonNode failure = answer.path("operation").path("failure-cause");
    if (!failure.isMissingNode()) {
      throw new StackException(
          "the job %s made no savepoint: %s"
              .formatted(id, RootCause.of(failure.path("stack-trace").asText())));
    }
    while (!job(id).ended()) {
      pause(end, () -> overdue("end", id, limit));
    }
    return answer.path("operation").path("location").asText();
  }

  /** Asks for a checkpoint now; returns without waiting for it. */
  public void triggerCheckpoint(String id) {
    send(post("/jobs/" + id + "/checkpoints", "{}"));
  }

  private HttpRequest.Builder post(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private String overdue(String what, String id, Duration limit) {
    String cause = lastFailure(id).map(text -> "; its last failure: " + text).orElse("");
    return "the job %s did not %s within %d s%s".formatted(id, what, limit.toSeconds(), cause);
  }

  private String missingSlots(String id) {
    int needed = 0;
    boolean waits = false;
    for (JsonNode vertex : get("/jobs/" + id).path("vertices")) {
      needed = Math.max(needed, vertex.path("parallelism").asInt());
      waits |= vertex.path("tasks").path("SCHEDULED").asInt() > 0;
    }
    if (!waits) {
      return "";
    }
    JsonNode overview = get("/overview");
    return "; it waits for %d task slots, of the cluster's %d are %d free: cancel it and give the cluster more slots or the job a smaller --parallelism"
        .formatted(
            needed, overview.path("slots-total").asInt(), overview.path("slots-available").asInt());
  }

  private static void pause(Instant end, Supplier<String> overdue) {
    if (Instant.now().isAfter(end)) {
      throw new StackException(overdue.get());
    }
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for Flink", e);
    }
  }

  /** The root cause of the job's latest failure, in one line. */
  public Optional<String> lastFailure(String id) {
    JsonNode entries = get("/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(RootCause.of(entries.get(0).path("stacktrace").asText()));
  }

  /** How often the job's tasks were started again. */
  public int restarts(String id) {
    JsonNode metric = get("/jobs/" + id + "/metrics?get=numRestarts");
    return metric.isEmpty() ? 0 : metric.get(0).path("value").asInt();
  }

  /**
   * Any resource of the API, for what the other methods do not cover.
   *
   * @param path with its leading slash
   * @throws StackException if the cluster cannot be reached or answers with an error
   */
  public JsonNode get(String path) {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(REQUEST_LIMIT);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new StackException(
            "Flink at %s refused %s %s: %s"
                .formatted(
                    address, request.method(), request.uri().getPath(), describe(response.body())));
      }
      return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new StackException(
          "no Flink cluster answers at %s; is it running, and is the address right?"
              .formatted(address),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking Flink at " + address, e);
    }
  }

  private static String describe(String body) {
    try {
      JsonNode errors = JSON.readTree(body).path("errors");
      return errors.isEmpty() ? body : RootCause.of(errors.get(errors.size() - 1).asText());
    } catch (IOException notJson) {
      return body;
    }
  }
}
