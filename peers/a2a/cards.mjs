// Signs, verifies and canonicalises A2A cards with the JavaScript SDK: one command a line, one answer a line.
import { createInterface } from 'node:readline';
import { AgentCard, canonicalizeAgentCard, generateAgentCardSignature, verifyAgentCardSignature } from '@a2a-js/sdk';

console.debug = () => {};

async function run({ op, card, key, keys }) {
  switch (op) {
    case 'canonical': return { canonical: canonicalizeAgentCard(card) };
    case 'sign': {
      // From the JSON form: of its own form the SDK forgets the security schemes when it signs.
      const signed = await generateAgentCardSignature(key, { alg: 'EdDSA', kid: key.kid, typ: 'JOSE' })(card);
      return { card: signed, short: AgentCard.toJSON(AgentCard.fromJSON(signed)) };
    }
    case 'verify': {
      await verifyAgentCardSignature(async kid => {
        const found = keys.find(k => k.kid === kid);
        if (!found) throw new Error('unknown key');
        return found;
      })(card);
      return { verified: true };
    }
    default: throw new Error(`unknown ${op}`);
  }
}

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await run(JSON.parse(line));
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
}
