package dev.parley.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Fetches a transcript as the node writes it, however long it is. What arrived is not judged here:
/// verifying it is what a transcript is for.
final class TranscriptDownload {
  private static final String MEDIA_TYPES = "application/asp-transcript+ndjson, application/json";

  private final HttpCalls calls;
  private final Credentials by;

  TranscriptDownload(HttpCalls calls, Credentials by) {
    this.calls = calls;
    this.by = by;
  }

  void copy(String path, OutputStream out) throws IOException {
    Call call = Call.read(path).with(Map.of("Accept", MEDIA_TYPES));
    switch (opened(call)) {
      case HttpCalls.Opened.Streaming(Wire.Body bytes) -> copy(bytes, out);
      case HttpCalls.Opened.Declined(Answer answer) -> throw new RefusedException(answer.refusal());
    }
  }

  private HttpCalls.Opened opened(Call call) {
    try {
      return calls.stream(call, by);
    } catch (IOException e) {
      throw new TransportException("the transcript cannot be fetched: " + e.getMessage(), e);
    }
  }

  private void copy(Wire.Body bytes, OutputStream out) throws IOException {
    try {
      while (true) {
        switch (bytes.next(calls.settings().requestTimeout())) {
          case Wire.Chunk.Bytes(byte[] some) -> out.write(some);
          case Wire.Chunk.Ended() -> {
            return;
          }
          case Wire.Chunk.Broken(Throwable cause) ->
              throw new TransportException("the transcript was cut off: " + cause, cause);
          case Wire.Chunk.Silence() ->
              throw new NoAnswerException("the transcript stopped before its end");
        }
      }
    } finally {
      bytes.stop();
    }
  }
}
