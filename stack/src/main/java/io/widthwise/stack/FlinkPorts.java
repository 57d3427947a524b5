package io.widthwise.stack;

/**
 * Where a cluster's servers listen.
 *
 * @param rest the JobManager's REST API and web page
 * @param rpc the JobManager for its TaskManagers
 * @param zooKeeper ZooKeeper for both
 */
record FlinkPorts(int rest, int rpc, int zooKeeper) {}
