package dev.parley.cli.queue;

import dev.parley.core.identity.AgentUri;
import dev.parley.nats.NodeDoor;
import dev.parley.server.http.QueueDoor;
import dev.parley.server.sessions.LogFollowing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node of this process, as its queue sees it.
///
/// @param door the node
public record ServerDoor(QueueDoor door) implements NodeDoor {

  @Override
  public Answer submit(AgentUri presenter, String session, Act act, byte[] envelope) {
    QueueDoor.Act what =
        switch (act) {
          case OPEN -> QueueDoor.Act.OPEN;
          case APPEND -> QueueDoor.Act.APPEND;
          case AS_IT_STANDS -> QueueDoor.Act.AS_IT_STANDS;
        };
    QueueDoor.Answered answered = door.submit(presenter, session, what, envelope);
    return new Answer(answered.status(), fields(answered.fields()), answered.body());
  }

  private static Map<String, String> fields(List<QueueDoor.Field> fields) {
    Map<String, String> out = new LinkedHashMap<>();
    fields.forEach(field -> out.put(field.name(), field.value()));
    return out;
  }

  @Override
  public void request(Request request, Sink sink) throws IOException {
    door.request(
        request.method(),
        request.target(),
        request.headers(),
        request.body(),
        request.caller(),
        new QueueDoor.Sink() {
          @Override
          public void begin(int status, List<QueueDoor.Field> headers) throws IOException {
            sink.begin(status, fields(headers));
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, length);
          }
        });
  }

  @Override
  public Log log() {
    LogFollowing following = door.log(0);
    return new Log() {
      @Override
      public List<Logged> next(Duration wait) throws InterruptedException {
        return following.next(wait).stream().map(ServerDoor::logged).toList();
      }

      @Override
      public void goTo(long number) {
        following.goTo(number);
      }

      @Override
      public long before(Instant time) {
        return following.before(time);
      }

      @Override
      public boolean ended() {
        return following.nodeEnds();
      }

      @Override
      public void close() {
        following.close();
      }
    };
  }

  private static Logged logged(LogFollowing.Logged logged) {
    return new Logged(
        logged.number(),
        logged.session().toString(),
        logged.message().position(),
        logged.message().json(),
        logged.readers(),
        logged.invited().stream()
            .map(one -> new Invited(one.agent(), one.item().number(), one.item().json()))
            .toList());
  }
}
