package dev.parley.server.http;

import dev.parley.server.streams.Streams;
import java.util.List;

/// Pages for people, which a node serves beside its API and under paths of their own.
@FunctionalInterface
public interface Pages {
  /// None.
  Pages NONE = _ -> List.of();

  /// What they stand on.
  ///
  /// @param node what the node stands on
  /// @param about what the node says of itself
  /// @param bodies reads bodies
  /// @param streams how many streams there may be
  record Ground(
      NodeBinding.Parts node, NodeEndpoints.About about, Bodies bodies, Streams streams) {}

  /// Their routes. What is not open to everybody they guard themselves.
  ///
  /// @param ground what they stand on
  /// @return one for each path and method
  List<Route> routes(Ground ground);

  /// What people get in the place of a refusal that was worded for programs: a path that is not
  /// there, too many requests, a fault. Called for every answer of the node.
  ///
  /// @param request what was asked
  /// @param answer what it came to
  /// @return the same for what is not theirs
  default Answer forPeople(Request request, Answer answer) {
    return answer;
  }
}
