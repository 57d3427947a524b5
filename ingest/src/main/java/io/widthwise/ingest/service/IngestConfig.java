package io.widthwise.ingest.service;

import java.util.List;
import java.util.Optional;

/**
 * What the service does.
 *
 * @param http its HTTP port
 * @param keys keys with which frames may be posted
 * @param cameras cameras, each id once
 */
public record IngestConfig(Http http, List<ApiKey> keys, List<CameraConfig> cameras) {

  /**
   * Where the service answers by HTTP.
   *
   * @param address address to listen on
   * @param port port; 0 takes a free one
   */
  public record Http(String address, int port) {
    public static final Http DEFAULT = new Http("127.0.0.1", 8095);
  }

  public IngestConfig {
    keys = List.copyOf(keys);
    cameras = List.copyOf(cameras);
  }

  /** The camera of that id. */
  public Optional<CameraConfig> camera(String id) {
    return cameras.stream().filter(camera -> camera.id().equals(id)).findFirst();
  }
}
