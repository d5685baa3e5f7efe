#!/usr/bin/env python3
"""An agent without Parley's code: Python's standard library and the command openssl, written from docs/http.md alone.

It makes keys, registers an agent, gets a token, and invites another agent to a session with a signed message.

    python3 foreign_client.py NODE AGENT ORG INVITEE
    python3 foreign_client.py http://127.0.0.1:8470 agent://acme.example/py org_acme agent://cloudprime.example/gpu/beta
"""
import base64, hashlib, json, os, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request, uuid

NODE, AGENT, ORG, INVITEE = sys.argv[1:5]
KEYS = tempfile.mkdtemp()  # Two Ed25519 keys: one signs what the agent says, one proves that it holds its token.


def openssl(*args):
    return subprocess.run(["openssl", *args], check=True, capture_output=True).stdout


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jcs(value):  # RFC 8785, enough for ASCII names and numbers that Python and JavaScript write alike.
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Key:
    def __init__(self, name):
        self.file = os.path.join(KEYS, name + ".pem")
        openssl("genpkey", "-algorithm", "ed25519", "-out", self.file)
        raw = openssl("pkey", "-in", self.file, "-pubout", "-outform", "DER")[-32:]
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}

    def sign(self, data):
        message = os.path.join(KEYS, "message")
        with open(message, "wb") as out:
            out.write(data)
        return openssl("pkeyutl", "-sign", "-rawin", "-inkey", self.file, "-in", message)

    def jws(self, header, claims):
        signed = b64(jcs({"alg": "EdDSA", **header})) + "." + b64(jcs(claims))
        return signed + "." + b64(self.sign(signed.encode()))

    def proof(self, **claims):  # DPoP, RFC 9449
        return self.jws({"typ": "dpop+jwt", "jwk": self.jwk}, claims)


def seal(document, purpose, key):
    """Adds hash and signature; what integrity already holds is hashed too."""
    document.setdefault("integrity", {})
    digest = "sha256:" + hashlib.sha256(jcs(document)).hexdigest()
    document["integrity"]["signature"] = "ed25519:" + key.sign(f"{purpose}\n{digest}".encode()).hex()
    document["integrity"]["hash"] = digest
    return document


def uuid7():
    bits = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10), "big")
    return str(uuid.UUID(int=bits & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62))


nonce, token = None, None


def request(method, path, body=None, kind="application/json", proven=True):
    """One request; a second time if the node asks for its nonce."""
    global nonce
    for attempt in (1, 2):
        headers = {"Content-Type": kind} if body is not None else {}
        if proven:
            claims = {"jti": str(uuid.uuid4()), "htm": method, "htu": NODE + path, "iat": int(time.time())}
            if nonce:
                claims["nonce"] = nonce
            if token:
                headers["Authorization"] = "DPoP " + token
                claims["ath"] = b64(hashlib.sha256(token.encode()).digest())
            headers["DPoP"] = proving.proof(**claims)
        try:
            answer = urllib.request.urlopen(urllib.request.Request(NODE + path, body, headers, method=method), timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        nonce = answer.headers.get("DPoP-Nonce") or nonce
        content = json.loads(answer.read())
        if answer.status in (400, 401) and attempt == 1 and "use_dpop_nonce" in answer.headers.get("WWW-Authenticate", "") + str(content):
            continue
        if answer.status >= 300:
            sys.exit(f"{method} {path}: {answer.status} {json.dumps(content)}")
        return content


signing, proving = Key("signing"), Key("proving")
node = request("GET", "/.well-known/asp.json", proven=False)

# Register: a card, signed by its own key.
address = "/v1/asp/agents/" + urllib.parse.quote(AGENT, safe="")
card = seal({
    "agentId": AGENT, "orgId": ORG, "name": "A foreign client", "capabilities": [], "protocols": ["asp/0.1"],
    "conformance": "standard", "signingPublicKey": signing.jwk, "dpopPublicKey": proving.jwk, "cardVersion": 1,
}, "asp-card", signing)
shown = request("PUT", address, jcs(card), proven=False)
print("registered", AGENT, "card", card["integrity"]["hash"])

# A token: an assertion by the agent's key, a proof by the key that the token is bound to.
now = int(time.time())
assertion = signing.jws({"typ": "JWT"}, {
    "iss": AGENT, "sub": AGENT, "aud": NODE + "/oauth/token", "jti": str(uuid.uuid4()), "iat": now, "exp": now + 60})
form = urllib.parse.urlencode({
    "grant_type": "client_credentials",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion": assertion})
token = request("POST", "/oauth/token", form.encode(), "application/x-www-form-urlencoded")["access_token"]
print("token of", len(token), "characters")

# The first message of a session: an invitation. Its proof is good for this place in this session only.
message, session, head = uuid7(), uuid7(), "sha256:" + "0" * 64
now = time.time()
invitation = seal({
    "version": "asp/0.1", "messageId": message, "sessionId": session, "sequenceNumber": 0,
    "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}Z",
    "sender": {
        "agentId": AGENT, "orgId": ORG, "trustScore": shown["trustScore"],
        "dpopProof": proving.proof(
            jti=message, htm="PROPOSE", htu="asp:session:" + session, iat=int(now), nonce=head)},
    "recipient": INVITEE, "performative": "PROPOSE",
    "content": {"mimeType": "application/json", "body": {
        "proposalId": "invitation-1", "type": "session-invitation", "subject": "a talk with a stranger",
        "terms": {"node": node["steward"]["agentId"]}}},
    "integrity": {"previousHash": head},
}, "asp-message", signing)
delivered = request("POST", "/v1/asp/sessions", jcs(invitation))
print("accepted at position", delivered["position"], "of session", session, "at", delivered["acceptedAt"])
