package io.widthwise.ingest.source.mcap;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Schemas and channels seen so far, and the layout of the records that define them. */
final class McapRecords {
  static final int HEADER = 0x01;
  static final int FOOTER = 0x02;
  static final int SCHEMA = 0x03;
  static final int CHANNEL = 0x04;
  static final int MESSAGE = 0x05;
  static final int CHUNK = 0x06;
  static final int DATA_END = 0x0F;

  /** Opcode (1 byte) and content length (8 bytes) before each record's content. */
  static final int PREFIX_BYTES = 9;

  /** Channel id, sequence, log time and publish time before a message's data. */
  static final int MESSAGE_PREFIX_BYTES = 22;

  private record Definition(int schemaId, String topic, String messageEncoding) {}

  private final Map<Integer, String> schemaNames = new HashMap<>();
  private final Map<Integer, Definition> channels = new HashMap<>();

  /** Takes a Schema or Channel record's content; other records define nothing. */
  void define(int opcode, ByteBuffer content) {
    if (opcode == SCHEMA) {
      int id = uint16(content);
      schemaNames.put(id, string(content));
    } else if (opcode == CHANNEL) {
      int id = uint16(content);
      channels.put(id, new Definition(uint16(content), string(content), string(content)));
    }
  }

  /** Returns the channel, or null if no record has defined it yet. */
  McapChannel channel(int id) {
    Definition definition = channels.get(id);
    if (definition == null) {
      return null;
    }
    String schemaName = definition.schemaId() == 0 ? "" : schemaNames.get(definition.schemaId());
    return schemaName == null
        ? null
        : new McapChannel(definition.topic(), definition.messageEncoding(), schemaName);
  }

  static int uint16(ByteBuffer content) {
    return content.getShort() & 0xFFFF;
  }

  static String string(ByteBuffer content) {
    ByteBuffer text = bytes(content, content.getInt() & 0xFFFFFFFFL);
    return StandardCharsets.UTF_8.decode(text).toString();
  }

  /** Returns the next {@code length} bytes and moves past them. */
  static ByteBuffer bytes(ByteBuffer content, long length) {
    if (length < 0 || length > content.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer bytes =
        content.slice(content.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    content.position(content.position() + (int) length);
    return bytes;
  }
}
