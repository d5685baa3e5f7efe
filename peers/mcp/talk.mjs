// An MCP host that is not ours: starts `parley mcp` (or calls it over HTTP), looks at what it offers and commits twice, once approved by the
// person, once not. What it found goes to standard output as one JSON object.
//   node talk.mjs (client|sdk) JSON     JSON: {command, args} or {url}, session, stranger, deadline, debtor
const [kind, text] = process.argv.slice(2);
const task = JSON.parse(text);

async function load() {
  if (kind === 'client') {
    const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
    const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
    return { Client, StreamableHTTPClientTransport, StdioClientTransport, elicitation: 'elicitation/create' };
  }
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const { ElicitRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
  return { Client, StreamableHTTPClientTransport, StdioClientTransport, elicitation: ElicitRequestSchema };
}

const { Client, StreamableHTTPClientTransport, StdioClientTransport, elicitation } = await load();
const client = new Client({ name: 'peer', version: '1.0.0' }, { capabilities: { elicitation: { form: {} } } });
const questions = [];
const answers = [{ action: 'accept', content: { approve: true } }, { action: 'decline' }];
client.setRequestHandler(elicitation, async (request) => {
  questions.push(request.params.message);
  return answers[questions.length - 1];
});
const transport = task.url
  ? new StreamableHTTPClientTransport(new URL(task.url))
  : new StdioClientTransport({ command: task.command, args: task.args, stderr: 'inherit' });
await client.connect(transport);

const call = (name, args) => client.callTool({ name, arguments: args });
const commit = (amount) =>
  call('asp_commit', {
    sessionId: task.session,
    obligations: [{ action: 'tea', debtor: task.debtor }],
    deadline: task.deadline,
    value: { amount, currency: 'USD' },
  });
const found = { server: client.getServerVersion().name, instructions: client.getInstructions().length > 100 };
found.tools = (await client.listTools()).tools;
found.templates = (await client.listResourceTemplates()).resourceTemplates.map((t) => t.uriTemplate);
found.status = (await call('asp_status', {})).structuredContent;
found.stranger = await call('asp_read', { sessionId: task.stranger });
found.malformed = await call('asp_read', { sessionId: 7 });
await call('asp_wait', { sessionId: task.session, seconds: 0 });
found.approved = await commit(90);
found.declined = await commit(95);
found.questions = questions;
found.transcript = (
  await client.readResource({ uri: `asp://sessions/${task.session}/transcript` })
).contents[0].text.split('\n').length;
try {
  await client.readResource({ uri: `asp://sessions/${task.stranger}/transcript` });
  found.hidden = 'shown';
} catch (e) {
  found.hidden = e.code;
}
await client.close();
process.stdout.write(JSON.stringify(found) + '\n');
process.exit(0);
