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

// Whether this browser can do it at all: not every one knows Ed25519, and none lets a page use it that came over plain HTTP from
// another machine.
const able = async () => {
  if (!globalThis.crypto?.subtle) throw new Error("browsers check signatures only on pages that came by https, or from their own machine");
  await key({ kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }).catch(() => {
    throw new Error("this browser cannot check Ed25519 signatures");
  });
};

const takeHeader = (file, line, fault) => {
  if (line.type !== "header" || line.format !== "asp-transcript/1") fault("is no header of a transcript");
  if (file.session && line.sessionId !== file.session) fault("is the header of another session");
  file.header = line;
};

const takeCard = async (file, { card }, fault) => {
  const known = file.cards.get(card.agentId) ?? [];
  const entry = { json: card, key: await key(card.signingPublicKey) };
  if (await hashOf(card) !== card.integrity.hash) fault("the card states another hash than it has");
  const before = known.find((one) => one.json.integrity.hash === card.previousCardHash);
  if ((card.cardVersion === 1 || before) && !await signs(before ?? entry, "asp-card", card)) fault("the card's signature does not hold");
  file.cards.set(card.agentId, [...known, entry]);
};

const anySigns = async (cards, purpose, object) => {
  for (const card of cards ?? []) if (await signs(card, purpose, object)) return true;
  return false;
};

const takeMessage = async (file, line, fault) => {
  const { envelope } = line;
  if (line.position !== file.leaves.length) fault(`has position ${line.position} where ${file.leaves.length} comes`);
  if (envelope.sessionId !== file.header.sessionId) fault("is of another session");
  if (envelope.integrity.previousHash !== file.head) fault("does not name the message before it");
  if (await hashOf(envelope) !== envelope.integrity.hash) fault("states another hash than it has");
  if (await anySigns(file.cards.get(envelope.sender.agentId), "asp-message", envelope)) file.signatures++;
  else fault(`no card of ${envelope.sender.agentId} verifies its signature`);
  file.head = envelope.integrity.hash;
  const leaf = { acceptedAt: line.acceptedAt, hash: file.head, position: line.position, sessionId: file.header.sessionId };
  file.leaves.push(await sha256(joined(Uint8Array.of(0), text.encode(canonical(leaf)))));
};

const takeEnd = async (file, line, before, fault) => {
  if (line.count !== file.leaves.length) fault(`counts ${line.count} messages, there are ${file.leaves.length}`);
  if (line.head !== file.head) fault("names another last message");
  if (line.root !== `sha256:${hex(await root(file.leaves))}`) fault("has another Merkle root than the messages");
  if (line.prefixHash !== await named(before)) fault("is not about these bytes");
  if (await hashOf(line) !== line.integrity.hash) fault("states another hash than it has");
  if (!await anySigns(file.cards.get(file.header.node), "asp-end", line)) fault("is not signed by the node");
  file.end = line;
};

// One line, on top of those before it.
const take = async (file, content, before, fault) => {
  const line = JSON.parse(content);
  if (canonical(line) !== content) fault("is not in canonical form");
  if (file.end) fault("follows the end");
  if (!file.header) takeHeader(file, line, fault);
  else if (line.type === "header") fault("is a second header");
  else if (line.type === "card") await takeCard(file, line, fault);
  else if (line.type === "message") await takeMessage(file, line, fault);
  else if (line.type === "end") await takeEnd(file, line, before, fault);
  else if (line.head !== undefined && line.head !== file.head) fault("is not anchored in the message before it");
};

export const verify = async (bytes, session) => {
  await able();
  const faults = [];
  const file = { session, header: undefined, end: undefined, head: ZERO, cards: new Map(), leaves: [], signatures: 0 };
  let lines = [];
  try {
    lines = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).split("\n");
    if (lines.pop() !== "") faults.push("The last line does not end.");
  } catch {
    faults.push("The file is not UTF-8.");
  }
  let offset = 0;
  for (const [i, content] of lines.entries()) {
    const fault = (why) => faults.push(`Line ${i + 1}: ${why}.`);
    try {
      await take(file, content, bytes.subarray(0, offset), fault);
    } catch (error) {
      fault(`cannot be read (${error.message})`);
    }
    offset += text.encode(content).length + 1;
  }
  if (file.leaves.length === 0) faults.push("There is no message in it.");
  const said = [
    `${file.leaves.length} messages, each naming the one before it; ${file.signatures} signatures hold, under ${[...file.cards.values()].flat().length} cards.`,
    file.end ? `Complete: the node ${file.header.node} has signed the end, in state ${file.end.state}.` : "It goes on: a true beginning, without an end that the node has signed.",
    "Not shown by this: that the moves were legal (parley verify does that), who stands behind the cards, and that this page runs the script you think it does.",
  ];
  // What was counted means something only where all of it holds.
  return faults.length === 0
    ? { good: true, lines: said }
    : { good: false, lines: [...faults.slice(0, 20), ...(faults.length > 20 ? [`and ${faults.length - 20} more.`] : [])] };
};
