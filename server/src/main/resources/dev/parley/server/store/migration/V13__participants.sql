-- Whether somebody takes part in a session that is at hand, without looking through all that this somebody takes part in.
CREATE INDEX session_agent_session ON session_agent (session_id, agent);
