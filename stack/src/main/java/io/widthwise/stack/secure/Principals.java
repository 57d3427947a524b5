package io.widthwise.stack.secure;

import io.widthwise.access.Role;
import io.widthwise.access.acl.AclPlan;
import io.widthwise.schemas.CameraTopicName;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/** Makes the principals of a secured stack known to its broker, each with what it may do. */
public final class Principals {
  private static final long LIMIT_SECONDS = 60;
  private static final int ITERATIONS = 8_192;

  private final BrokerSecurity security;
  private final TopicNames topics;

  public Principals(BrokerSecurity security, TopicNames topics) {
    this.security = security;
    this.topics = topics;
  }

  /** The principal's name of a camera of this stack. */
  public static String ofCamera(String cameraId) {
    return Role.CAMERA.text() + "-" + CameraTopicName.encode(cameraId);
  }

  /**
   * Tells the broker passwords and access rules of all roles and the given cameras.
   *
   * @throws StackException if the broker refuses or does not answer
   */
  public void create(Admin admin, List<String> cameraIds) {
    AclPlan plan = new AclPlan(topics);
    List<String> names = new ArrayList<>();
    List<AclBinding> rules = new ArrayList<>();
    for (Role role : Role.values()) {
      if (role != Role.CAMERA) {
        names.add(role.text());
      }
    }
    rules.addAll(plan.publisher(user(Role.PUBLISHER.text())));
    rules.addAll(plan.admission(user(Role.ADMISSION.text())));
    rules.addAll(plan.job(user(Role.JOB.text()), topics.prefix() + "classify"));
    rules.addAll(plan.consumer(user(Role.CONSUMER.text()), Role.CONSUMER.text()));
    rules.addAll(plan.console(user(Role.CONSOLE.text()), topics.prefix() + "console"));
    for (String cameraId : cameraIds) {
      String name = ofCamera(cameraId);
      security.addPrincipal(name);
      names.add(name);
      rules.addAll(plan.camera(user(name), cameraId));
    }
    List<UserScramCredentialAlteration> passwords =
        names.stream().<UserScramCredentialAlteration>map(this::password).toList();
    try {
      admin.alterUserScramCredentials(passwords).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      admin.createAcls(rules).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new StackException(
          "the broker did not take the principals %s: %s".formatted(names, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while principals were made", e);
    }
  }

  private UserScramCredentialUpsertion password(String name) {
    return new UserScramCredentialUpsertion(
        name,
        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
        security.password(name));
  }

  private static String user(String name) {
    return "User:" + name;
  }
}
