package dev.parley.server.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/// The log of a process: warnings to standard error until a node starts, then what the node says of
/// itself as well, in the form that its configuration asks for. Libraries are heard only when they
/// warn.
public final class QuietLog extends ContextAwareBase implements Configurator {
  private static final String OURS = "dev.parley";

  /// Found by the logging library at its first use.
  public QuietLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    become(log, LogForm.PLAIN, Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Lets a node be heard.
  ///
  /// @param form how its lines look
  public static void listen(LogForm form) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
      become(log, form, Level.INFO);
    }
  }

  private static void become(LoggerContext log, LogForm form, Level ours) {
    log.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(log);
    console.setTarget("System.err");
    console.setEncoder(encoder(log, form));
    console.start();
    Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    log.getLogger(OURS).setLevel(ours);
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext log, LogForm form) {
    return switch (form) {
      case PLAIN -> {
        PatternLayoutEncoder plain = new PatternLayoutEncoder();
        plain.setContext(log);
        plain.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0} %X{request} %msg%n%ex{8}");
        plain.start();
        yield plain;
      }
      case JSON -> {
        JsonEncoder json = new JsonEncoder();
        json.setContext(log);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        json.start();
        yield json;
      }
    };
  }
}
