package io.widthwise.stack;

/** How processes of the stack write their log files. */
public enum LogFormat {
  /** Lines for people. */
  TEXT(
      """
      appender.file.layout.type = PatternLayout
      appender.file.layout.pattern = %d{ISO8601} %-5p %c{1} [%t] %m%n
      """),

  /**
   * One JSON object a line, with the field names of the Elastic Common Schema, which collectors of
   * logs know; {@code service.name} is the file's name.
   */
  JSON(
      """
      appender.file.layout.type = JsonTemplateLayout
      appender.file.layout.eventTemplateUri = classpath:EcsLayout.json
      appender.file.layout.service.type = EventTemplateAdditionalField
      appender.file.layout.service.key = service.name
      appender.file.layout.service.value = ${sys:log.name}
      """);

  private final String layout;

  LogFormat(String layout) {
    this.layout = layout;
  }

  /** Lines of Log4j's configuration that lay out the file. */
  String layout() {
    return layout;
  }
}
