package dev.parley.server.auth;

/// Why a request was not let in. Nothing was done.
///
/// @param error the error's name
/// @param description one line for people; never a secret
public record AuthRefusal(OauthError error, String description) {}
