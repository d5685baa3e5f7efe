package dev.parley.a2a.wire;

import java.util.Arrays;
import java.util.Optional;

/// The errors of A2A 1.0 with their code in JSON-RPC, their status in HTTP, and the words that
/// machines know them by.
public enum A2aError {
  /// No such task, or not the caller's.
  TASK_NOT_FOUND(-32001, 404, "NOT_FOUND"),
  /// The task has ended.
  TASK_NOT_CANCELABLE(-32002, 400, "FAILED_PRECONDITION"),
  /// Nobody is called back here.
  PUSH_NOTIFICATION_NOT_SUPPORTED(-32003, 400, "FAILED_PRECONDITION"),
  /// Not for this task, or not here.
  UNSUPPORTED_OPERATION(-32004, 400, "FAILED_PRECONDITION"),
  /// The body is of a kind that is not read here.
  CONTENT_TYPE_NOT_SUPPORTED(-32005, 400, "INVALID_ARGUMENT"),
  /// The other side's answer is none.
  INVALID_AGENT_RESPONSE(-32006, 500, "INTERNAL"),
  /// There is no extended card.
  EXTENDED_AGENT_CARD_NOT_CONFIGURED(-32007, 400, "FAILED_PRECONDITION"),
  /// An extension is needed that the caller has not activated.
  EXTENSION_SUPPORT_REQUIRED(-32008, 400, "FAILED_PRECONDITION"),
  /// A version that is not spoken here.
  VERSION_NOT_SUPPORTED(-32009, 400, "FAILED_PRECONDITION"),
  /// Not JSON.
  PARSE_ERROR(-32700, 400, "INVALID_ARGUMENT"),
  /// JSON, but no request.
  INVALID_REQUEST(-32600, 400, "INVALID_ARGUMENT"),
  /// No such operation.
  METHOD_NOT_FOUND(-32601, 404, "NOT_FOUND"),
  /// The request is wrong, or contradicts what is known.
  INVALID_PARAMS(-32602, 400, "INVALID_ARGUMENT"),
  /// Something went wrong here.
  INTERNAL_ERROR(-32603, 500, "INTERNAL"),
  /// The caller has not shown who it is.
  UNAUTHENTICATED(-32603, 401, "UNAUTHENTICATED"),
  /// More than this side bears.
  RESOURCE_EXHAUSTED(-32603, 429, "RESOURCE_EXHAUSTED"),
  /// A body that is too large.
  TOO_LARGE(-32600, 413, "INVALID_ARGUMENT"),
  /// Not now.
  UNAVAILABLE(-32603, 503, "UNAVAILABLE");

  private final int code;
  private final int status;
  private final String word;

  A2aError(int code, int status, String word) {
    this.code = code;
    this.status = status;
    this.word = word;
  }

  /// The code in JSON-RPC.
  ///
  /// @return negative
  public int code() {
    return code;
  }

  /// The status in HTTP+JSON.
  ///
  /// @return 400 to 599
  public int status() {
    return status;
  }

  /// The `status` of the body in HTTP+JSON.
  ///
  /// @return a word of `google.rpc.Code`
  public String word() {
    return word;
  }

  /// The `reason` of the error's details.
  ///
  /// @return upper snake case
  public String reason() {
    return name();
  }

  /// The error of a reason that a peer states.
  ///
  /// @param reason the word
  /// @return nothing if it is none of these
  public static Optional<A2aError> ofReason(String reason) {
    return Arrays.stream(values()).filter(e -> e.name().equals(reason)).findFirst();
  }

  /// The error of a code of JSON-RPC.
  ///
  /// @param code the code
  /// @return nothing if it is none of these; `INTERNAL_ERROR` where several have it
  public static Optional<A2aError> ofCode(long code) {
    return Arrays.stream(values()).filter(e -> e.code == code).findFirst();
  }
}
