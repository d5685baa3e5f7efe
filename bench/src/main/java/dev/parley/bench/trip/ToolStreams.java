package dev.parley.bench.trip;

import dev.parley.bench.node.LineProcess;

/// Over the standard streams of the process.
///
/// @param process `parley mcp`
record ToolStreams(LineProcess process) implements Tools {

  static ToolStreams start(ToolCalls.Caller caller) {
    ToolStreams tools = new ToolStreams(LineProcess.start(caller.command()));
    tools.ask(Tools.hello());
    tools.process.say(Tools.ready());
    return tools;
  }

  @Override
  public String ask(String request) {
    process.say(request);
    String line = process.line();
    while (!line.contains("\"result\"") && !line.contains("\"error\"")) {
      line = process.line(); // What it says unasked.
    }
    return line;
  }

  @Override
  public void close() {
    process.close();
  }
}
