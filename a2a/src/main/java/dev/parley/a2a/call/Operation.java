package dev.parley.a2a.call;

/// The operations that are called.
enum Operation {
  SEND("SendMessage", "/message:send"),
  STREAM("SendStreamingMessage", "/message:stream"),
  GET("GetTask", "/tasks/{id}"),
  LIST("ListTasks", "/tasks"),
  CANCEL("CancelTask", "/tasks/{id}:cancel"),
  SUBSCRIBE("SubscribeToTask", "/tasks/{id}:subscribe");

  private final String method;
  private final String path;

  Operation(String method, String path) {
    this.method = method;
    this.path = path;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }
}
