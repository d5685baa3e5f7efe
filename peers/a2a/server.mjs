// A2A agents on the JavaScript SDK: one that behaves, and some that do not. The first line on standard output names the
// addresses; it ends with its standard input.
import express from 'express';
import { AgentCard, TaskState, Role, generateAgentCardSignature } from '@a2a-js/sdk';
import { AgentEvent, DefaultRequestHandler, InMemoryTaskStore, defaultServerCallContextBuilder } from '@a2a-js/sdk/server';
import { agentCardHandler, jsonRpcHandler, restHandler, UserBuilder } from '@a2a-js/sdk/server/express';

const EXTENSION = 'urn:asp:a2a:session:1';
const [signingKey] = process.argv.slice(2);
const text = value => ({ content: { $case: 'text', value }, metadata: undefined, filename: '', mediaType: '' });
const said = (value, context) => ({
  messageId: crypto.randomUUID(), role: Role.ROLE_AGENT, parts: [text(value)], contextId: context.contextId,
  taskId: context.taskId, metadata: undefined, extensions: [], referenceTaskIds: [],
});
const status = (context, state, words) => AgentEvent.statusUpdate({
  taskId: context.taskId, contextId: context.contextId, metadata: undefined,
  status: { state, message: words ? said(words, context) : undefined, timestamp: new Date().toISOString() },
});

// Does what the words ask for: "wait" works until it is stopped, "fail" fails, anything else is done in two pieces.
class Worker {
  constructor(echoes) {
    this.echoes = echoes;
    this.stops = new Map();
  }
  async execute(context, bus) {
    const words = context.userMessage.parts[0].content.value;
    bus.publish(AgentEvent.task({
      id: context.taskId, contextId: context.contextId, artifacts: [], history: [context.userMessage],
      status: { state: TaskState.TASK_STATE_SUBMITTED, message: undefined, timestamp: new Date().toISOString() },
      metadata: context.userMessage.metadata,
    }));
    bus.publish(status(context, TaskState.TASK_STATE_WORKING, `on it: ${words}`));
    if (words === 'fail') throw new Error('a secret of the agent');
    if (words === 'wait') {
      await new Promise(resolve => this.stops.set(context.taskId, resolve));
      return;
    }
    for (const [i, piece] of ['first', 'second'].entries()) {
      bus.publish(AgentEvent.artifactUpdate({
        taskId: context.taskId, contextId: context.contextId, append: i > 0, lastChunk: i > 0, metadata: undefined,
        artifact: { artifactId: 'result', name: 'the result', description: '', parts: [text(`${piece} ${words}`)], metadata: undefined, extensions: [] },
      }));
    }
    bus.publish(status(context, TaskState.TASK_STATE_COMPLETED));
  }
  async cancelTask(taskId, bus) {
    bus.publish(status({ taskId, contextId: '' }, TaskState.TASK_STATE_CANCELED));
    this.stops.get(taskId)?.();
  }
}

function card(base, { version = '1.0', streaming = true, name = 'Jürgen 日本', required = false, agentId } = {}) {
  return AgentCard.fromJSON({
    name, description: 'Does what it is asked', version: '7',
    supportedInterfaces: [
      { url: `${base}/rpc`, protocolBinding: 'JSONRPC', protocolVersion: version },
      { url: `${base}/rest`, protocolBinding: 'HTTP+JSON', protocolVersion: version },
    ],
    capabilities: { streaming, pushNotifications: false, extensions: [{ uri: EXTENSION, description: 'sessions', required, params: agentId ? { agentId } : undefined }] },
    defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'],
    skills: [{ id: 'work', name: 'Work', description: 'Any', tags: ['any'] }],
  });
}

// A card whose first choice is the other binding.
const turned = base => { const c = card(base); return { ...c, supportedInterfaces: [...c.supportedInterfaces].reverse() }; };

const app = express();
const server = app.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const sign = signingKey
    ? generateAgentCardSignature(JSON.parse(signingKey), { alg: 'EdDSA', kid: JSON.parse(signingKey).kid, typ: 'JOSE' })
    : async c => c;
  const at = (path, published, worker) => {
    const handler = new DefaultRequestHandler(published, new InMemoryTaskStore(), worker);
    const contextBuilder = asked => {
      const context = defaultServerCallContextBuilder(asked);
      if (worker.echoes && asked.extensions?.includes(EXTENSION)) context.addActivatedExtension(EXTENSION);
      return context;
    };
    const options = { requestHandler: handler, userBuilder: UserBuilder.noAuthentication, contextBuilder };
    app.use(`${path}/rpc`, jsonRpcHandler(options));
    app.use(`${path}/rest`, restHandler(options));
    app.use(`${path}/.well-known/agent-card.json`, agentCardHandler({ agentCardProvider: async () => sign(published) }));
  };
  at('/good', card(`${base}/good`), new Worker(true));
  at('/rest', turned(`${base}/rest`), new Worker(true));
  at('/plain', card(`${base}/plain`, { streaming: false }), new Worker(true));
  at('/named', card(`${base}/named`, { agentId: 'agent://named.example/worker' }), new Worker(true));
  at('/required', card(`${base}/required`, { required: true }), new Worker(true));
  at('/silent', card(`${base}/silent`), new Worker(false));          // never echoes the extension
  at('/old', card(`${base}/old`, { version: '0.3' }), new Worker(true)); // speaks another version

  // Breaks its streams off behind the first event, and never says what became of the task.
  const broken = card(`${base}/broken`);
  app.use('/broken/.well-known/agent-card.json', agentCardHandler({ agentCardProvider: async () => broken }));
  app.post('/broken/rpc', express.json(), (req, res) => {
    if (req.body.method !== 'SendStreamingMessage') {
      res.json({ jsonrpc: '2.0', id: req.body.id, error: { code: -32001, message: 'gone' } });
      return;
    }
    res.setHeader('Content-Type', 'text/event-stream');
    res.write(`data: ${JSON.stringify({ jsonrpc: '2.0', id: req.body.id, result: { task: { id: 't', contextId: 'c', status: { state: 'TASK_STATE_WORKING' } } } })}\n\n`);
    setImmediate(() => res.socket.destroy());
  });
  // Answers with what is no A2A at all.
  const odd = card(`${base}/odd`, { streaming: false });
  app.use('/odd/.well-known/agent-card.json', agentCardHandler({ agentCardProvider: async () => odd }));
  app.post('/odd/rpc', (_, res) => res.type('text/html').send('<html>'));
  app.get('/none/.well-known/agent-card.json', (_, res) => res.status(404).json({ error: 'no' }));

  console.log(JSON.stringify({ base }));
});
process.stdin.on('end', () => process.exit(0)).resume();
