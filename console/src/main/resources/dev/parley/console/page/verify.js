// Checks a transcript file with the browser's own cryptography: every line in canonical form, every hash, the chain, every
// signature under a card of its sender, the cards themselves, and the node's signature under the whole. It asks the server
// nothing. What it does not check is whether each move was legal; `parley verify` does that.
"use strict";

const text = new TextEncoder();
const ZERO = `sha256:${"0".repeat(64)}`;

// RFC 8785: the names sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value);
};

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const unhex = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const named = async (bytes) => `sha256:${hex(await sha256(bytes))}`;

const joined = (...parts) => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

const unsigned = (object) => {
  const { hash: _, signature: __, ...rest } = object.integrity;
  return { ...object, integrity: rest };
};
const hashOf = (object) => named(text.encode(canonical(unsigned(object))));

const key = (jwk) => crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, "Ed25519", false, ["verify"]);

const signs = async (card, purpose, object) => {
  const signature = unhex(object.integrity.signature.replace("ed25519:", ""));
  return crypto.subtle.verify("Ed25519", await card.key, signature, text.encode(`${purpose}\n${object.integrity.hash}`));
};

// RFC 6962, over the leaves in order.
const root = async (leaves) => {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return leaves[0];
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256(joined(Uint8Array.of(1), await root(leaves.slice(0, half)), await root(leaves.slice(half))));
};

export const verify = async (bytes) => {
  const faults = [];
  const fault = (line, why) => faults.push(`Line ${line}: ${why}.`);
  const whole = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const lines = whole.split("\n");
  if (lines.pop() !== "") fault(lines.length, "the file does not end with a line feed");
  const cards = new Map();
  const leaves = [];
  let header;
  let end;
  let head = ZERO;
  let offset = 0;
  let signatures = 0;
  for (let i = 0; i < lines.length; i++) {
    const number = i + 1;
    const line = JSON.parse(lines[i]);
    if (canonical(line) !== lines[i]) fault(number, "is not in canonical form");
    if (i === 0) {
      if (line.type !== "header" || line.format !== "asp-transcript/1") fault(number, "is no header of a transcript");
      header = line;
    } else if (line.type === "card") {
      const card = { json: line.card, key: key(line.card.signingPublicKey) };
      if (await hashOf(line.card) !== line.card.integrity.hash) fault(number, "the card states another hash than it has");
      const before = (cards.get(line.card.agentId) ?? []).find((c) => c.json.integrity.hash === line.card.previousCardHash);
      if (line.card.cardVersion === 1 || before) {
        if (!await signs(before ?? card, "asp-card", line.card)) fault(number, "the card's signature does not hold");
      }
      cards.set(line.card.agentId, [...(cards.get(line.card.agentId) ?? []), card]);
    } else if (line.type === "message") {
      const { envelope } = line;
      if (line.position !== leaves.length) fault(number, `has position ${line.position} where ${leaves.length} comes`);
      if (envelope.sessionId !== header.sessionId) fault(number, "is of another session");
      if (envelope.integrity.previousHash !== head) fault(number, "does not name the message before it");
      if (await hashOf(envelope) !== envelope.integrity.hash) fault(number, "states another hash than it has");
      let held = false;
      for (const card of cards.get(envelope.sender.agentId) ?? []) held ||= await signs(card, "asp-message", envelope);
      if (held) signatures++;
      else fault(number, `no card of ${envelope.sender.agentId} verifies its signature`);
      head = envelope.integrity.hash;
      const leaf = { acceptedAt: line.acceptedAt, hash: head, position: line.position, sessionId: header.sessionId };
      leaves.push(await sha256(joined(Uint8Array.of(0), text.encode(canonical(leaf)))));
    } else if (line.type === "end") {
      if (i !== lines.length - 1) fault(number, "something follows the end");
      end = line;
      if (line.count !== leaves.length) fault(number, `counts ${line.count} messages, there are ${leaves.length}`);
      if (line.head !== head) fault(number, "names another last message");
      if (line.root !== `sha256:${hex(await root(leaves))}`) fault(number, "has another Merkle root than the messages");
      if (line.prefixHash !== await named(bytes.subarray(0, offset))) fault(number, "is not about these bytes");
      if (await hashOf(line) !== line.integrity.hash) fault(number, "states another hash than it has");
      let held = false;
      for (const card of cards.get(header.node) ?? []) held ||= await signs(card, "asp-end", line);
      if (!held) fault(number, "is not signed by the node");
    } else if (line.head !== undefined && line.head !== head) {
      fault(number, "is not anchored in the message before it");
    }
    offset += text.encode(lines[i]).length + 1;
  }
  const said = [
    `${leaves.length} messages, each naming the one before it; ${signatures} signatures hold, under ${[...cards.values()].flat().length} cards.`,
    end ? `Complete: the node ${header.node} has signed the end, in state ${end.state}.` : "It goes on: a true beginning, without an end that the node has signed.",
    "Not shown by this: that the moves were legal (parley verify does that), who stands behind the cards, and that this page runs the script you think it does.",
  ];
  return { good: faults.length === 0, lines: [...faults.slice(0, 20), ...(faults.length > 20 ? [`and ${faults.length - 20} more.`] : []), ...said] };
};
