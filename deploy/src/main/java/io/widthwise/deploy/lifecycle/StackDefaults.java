package io.widthwise.deploy.lifecycle;

/**
 * What the stack's layout is where the command line does not say.
 *
 * @param kafkaPort port of the broker; 0 picks a free one
 * @param flinkPort port of Flink's REST API; 0 picks a free one
 * @param standbys TaskManagers that stand by
 */
public record StackDefaults(int kafkaPort, int flinkPort, int standbys) {}
