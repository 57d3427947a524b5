package io.widthwise.deploy;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.access.acl.AclPlan;
import io.widthwise.access.acl.AclScript;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Grants a principal what its role needs. */
@Command(
    name = "acls",
    description = {
      "Print the least that a role needs on the broker, as calls of Kafka's kafka-acls,",
      "or grant it with --apply."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise acls camera --camera gate-1 --principal User:gate-1",
      "  widthwise acls consumer --principal User:dashboard --apply --kafka-config admin.properties"
    })
public final class AclsCommand implements Callable<Integer> {
  private static final long LIMIT_SECONDS = 30;

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(
      index = "0",
      paramLabel = "ROLE",
      description = "camera, publisher, admission, job, consumer, console or operator.")
  private Role role;

  @Option(
      names = "--principal",
      paramLabel = "User:NAME",
      required = true,
      description = "Who plays the role.")
  private String principal;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "The one camera that a camera's principal may write for.")
  private String camera;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "The job's consumer group (default: the topic prefix and 'classify'), the console's"
              + " --application-id (default: the topic prefix and 'console'), or what a consumer's"
              + " groups begin with (default: the principal's name).")
  private String group;

  @Option(names = "--apply", description = "Grant it, as the operator.")
  private boolean apply;

  @Override
  public Integer call() throws Exception {
    List<AclBinding> rules = rules(connection.topics());
    if (!apply) {
      String file = connection.kafkaConfig(Role.OPERATOR).map(Object::toString).orElse("FILE");
      AclScript.lines(rules, connection.bootstrapServers(), file)
          .forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return 0;
    }
    KafkaAccess kafka = connection.kafka(Role.OPERATOR);
    try (Admin admin = Admin.create(kafka.client(Map.of()))) {
      admin.createAcls(rules).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new StackException(
          "the broker at %s did not grant %s the role %s: %s"
              .formatted(kafka.bootstrapServers(), principal, role.text(), cause.getMessage()),
          e);
    }
    spec.commandLine()
        .getErr()
        .printf("granted %d rules to %s as %s%n", rules.size(), principal, role.text());
    return 0;
  }

  private List<AclBinding> rules(TopicNames topics) {
    if (!principal.matches("User:.+")) {
      throw new IllegalArgumentException(
          "--principal must be User:NAME, as Kafka writes it, not '%s'".formatted(principal));
    }
    if ((role == Role.CAMERA) == (camera == null)) {
      throw new IllegalArgumentException(
          "--camera belongs to the role camera, which needs it; the role here is " + role.text());
    }
    AclPlan plan = new AclPlan(topics);
    return switch (role) {
      case CAMERA -> plan.camera(principal, camera);
      case PUBLISHER -> plan.publisher(principal);
      case ADMISSION -> plan.admission(principal);
      case JOB -> plan.job(principal, group == null ? topics.prefix() + "classify" : group);
      case CONSUMER ->
          plan.consumer(principal, group == null ? principal.substring("User:".length()) : group);
      case CONSOLE -> plan.console(principal, group == null ? topics.prefix() + "console" : group);
      case OPERATOR -> plan.operator(principal);
    };
  }
}
