-- What a message has put into inboxes: whoever follows the whole log asks for it.
CREATE INDEX inbox_cause ON inbox (session_id, position);
