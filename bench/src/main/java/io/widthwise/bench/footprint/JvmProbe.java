package io.widthwise.bench.footprint;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into another JVM of the same user. Its local management agent is started for that, which
 * costs it a few threads and classes once.
 */
public final class JvmProbe implements AutoCloseable {
  private static final Pattern NATIVE_TOTAL = Pattern.compile("Total: .*committed=(\\d+)KB");
  private static final Pattern LOADERS_TOTAL = Pattern.compile("(?m)^Total = (\\d+)");

  /** One for each method that reflection called often, once and for all. */
  private static final Pattern ACCESSOR = Pattern.compile("DelegatingClassLoader");

  private static final long METASPACE_MEBIBYTES = 256;
  private static final long OVERHEAD_MEBIBYTES = 256;
  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

  private final long pid;
  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> pools;
  private final List<BufferPoolMXBean> buffers;
  private final ClassLoadingMXBean classes;
  private final HeapRange heapRange;

  private JvmProbe(long pid, JMXConnector connector) throws IOException {
    this.pid = pid;
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
    this.memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
    this.pools = ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class);
    this.buffers = ManagementFactory.getPlatformMXBeans(server, BufferPoolMXBean.class);
    this.classes = ManagementFactory.getPlatformMXBean(server, ClassLoadingMXBean.class);
    this.heapRange = HeapRange.parse(diagnose("gcHeapInfo"));
  }

  /**
   * Attaches to a JVM.
   *
   * @throws IOException if it has ended, or is no JVM that this one can look into
   */
  @SuppressWarnings("BanJNDI") // The address is the one that the JVM itself has just told.
  public static JvmProbe attach(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        return new JvmProbe(pid, JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("process %d lets nobody attach".formatted(pid), e);
    }
  }

  /** Collects garbage of all generations. */
  public void collect() {
    memory.gc();
  }

  /**
   * Reads all figures.
   *
   * @param seconds since the recording began
   * @param collect whether to collect garbage before
   */
  public Footprint read(double seconds, boolean collect) throws IOException {
    if (collect) {
      collect();
    }
    ProcStatus status = ProcStatus.read(pid);
    return new Footprint(
        seconds,
        pid,
        collect,
        status.residentBytes(),
        status.anonymousBytes(),
        Math.max(0, status.anonymousBytes() - heapRange.residentBytes(pid)),
        memory.getHeapMemoryUsage().getUsed(),
        heapAfterCollection(),
        memory.getNonHeapMemoryUsage().getUsed(),
        poolUsed("Metaspace"),
        bufferBytes("direct"),
        bufferBytes("mapped"),
        nativeCommitted(),
        classes.getLoadedClassCount(),
        status.threads(),
        status.openFiles());
  }

  private long heapAfterCollection() {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      used += usage == null ? 0 : usage.getUsed();
    }
    return used;
  }

  private long poolUsed(String name) {
    return pools.stream()
        .filter(pool -> pool.getName().equals(name))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  private long bufferBytes(String name) {
    return buffers.stream()
        .filter(buffer -> buffer.getName().equals(name))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /**
   * What the flags of the JVM allow it in all, bytes: heap, direct buffers (as much as the heap
   * where nothing is said), metaspace (256 MiB where nothing is said), and {@value
   * #OVERHEAD_MEBIBYTES} MiB for code, stacks and the collector's own.
   */
  public long memoryLimit() throws IOException {
    List<String> flags =
        ManagementFactory.getPlatformMXBean(server, RuntimeMXBean.class).getInputArguments();
    long heap = memory.getHeapMemoryUsage().getMax();
    return heap
        + flag(flags, "-XX:MaxDirectMemorySize=").orElse(heap)
        + flag(flags, "-XX:MaxMetaspaceSize=").orElse(METASPACE_MEBIBYTES << 20)
        + (OVERHEAD_MEBIBYTES << 20);
  }

  /** Reads a size in MiB, which is how the stack writes it. */
  private static OptionalLong flag(List<String> flags, String name) {
    return flags.stream()
        .filter(flag -> flag.startsWith(name) && flag.endsWith("m"))
        .mapToLong(flag -> Long.parseLong(flag.substring(name.length(), flag.length() - 1)) << 20)
        .findFirst();
  }

  /** Number of class loaders that are alive, apart from those that the JVM makes for reflection. */
  public int classLoaders() throws IOException {
    String loaders = diagnose("vmClassloaderStats");
    long all =
        first(LOADERS_TOTAL, loaders)
            .orElseThrow(() -> new IOException("process %d counts no loaders".formatted(pid)));
    return (int) (all - ACCESSOR.matcher(loaders).results().count());
  }

  private OptionalLong nativeCommitted() throws IOException {
    OptionalLong kibibytes = first(NATIVE_TOTAL, diagnose("vmNativeMemory", "summary"));
    return kibibytes.isPresent()
        ? OptionalLong.of(1024 * kibibytes.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Runs a diagnostic command, as {@code jcmd} does. */
  private String diagnose(String command, String... arguments) throws IOException {
    boolean bare = arguments.length == 0;
    try {
      return (String)
          server.invoke(
              new ObjectName(DIAGNOSTICS),
              command,
              bare ? null : new Object[] {arguments},
              bare ? null : new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("process %d refuses %s".formatted(pid, command), e);
    }
  }

  /**
   * Adds up an attribute over all beans that match.
   *
   * @param beans object name, which may hold wildcards
   * @param attributeSuffix how names of the attributes end
   */
  public double sum(String beans, String attributeSuffix) throws IOException {
    double sum = 0;
    try {
      for (ObjectName bean : server.queryNames(new ObjectName(beans), null)) {
        String[] names =
            Arrays.stream(server.getMBeanInfo(bean).getAttributes())
                .map(attribute -> attribute.getName())
                .filter(name -> name.endsWith(attributeSuffix))
                .toArray(String[]::new);
        for (Object value :
            server.getAttributes(bean, names).asList().stream().map(a -> a.getValue()).toList()) {
          sum += ((Number) value).doubleValue();
        }
      }
    } catch (JMException e) {
      throw new IOException("process %d refuses %s".formatted(pid, beans), e);
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
