// An A2A client on the JavaScript SDK, driven line by line: a command comes as one JSON object on standard input, what
// came of it goes out as one on standard output. Ends with its input.
import { createInterface } from 'node:readline';
import { SendMessageRequest, StreamResponse, Task, ListTasksRequest, ListTasksResponse, taskStateFromJSON } from '@a2a-js/sdk';
import { ClientFactory, ClientFactoryOptions, JsonRpcTransportFactory, RestTransportFactory } from '@a2a-js/sdk/client';

const [base, binding] = process.argv.slice(2);

// What the SDK would say of itself, such as the version, is replaced on its way out.
let instead = {};
const fetchImpl = (url, init) => {
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(instead)) value ? headers.set(name, value) : headers.delete(name);
  return fetch(url, { ...init, headers });
};
const factory = new ClientFactory(ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
  preferredTransports: [binding],
  transports: [new JsonRpcTransportFactory({ fetchImpl }), new RestTransportFactory({ fetchImpl })],
}));

function shown(error) {
  return {
    error: error.name,
    message: error.message,
    code: error.envelopeCode,
    status: error.statusCode,
    metadata: error.metadata ?? error.data?.[0]?.metadata,
  };
}

const result = value => ('messageId' in value ? { message: value.messageId } : { task: Task.toJSON(value) });

async function events(stream, most) {
  const out = [];
  for await (const event of stream) {
    out.push(StreamResponse.toJSON(event));
    if (out.length >= most) break;
  }
  return { events: out };
}

// The verb of the specification's protocol file, which the SDK's client does not use: reads the first event.
async function subscribeByGet(id) {
  const response = await fetch(`${base}/tasks/${encodeURIComponent(id)}:subscribe`, { headers: { 'A2A-Version': '1.0' } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  while (!/data:.*\n/.test(read)) {
    const { done, value } = await reader.read();
    if (done) break;
    read += value;
  }
  await reader.cancel().catch(() => {});
  return { status: response.status, type: response.headers.get('content-type'), first: /data:(.*)\n/.exec(read)?.[1] };
}

// Stops a task as soon as the first event of it is there, and reads on.
async function subscribeAndCancel(client, params, options) {
  const out = [];
  for await (const event of client.resubscribeTask(params, options)) {
    out.push(StreamResponse.toJSON(event));
    if (out.length === 1) await client.cancelTask(params, options);
  }
  return { events: out };
}

async function run(client, { op, params = {}, headers = {}, most = 1000 }) {
  instead = headers;
  const options = { serviceParameters: { 'A2A-Version': '1.0' } };
  switch (op) {
    case 'card': return { card: await client.getAgentCard() };
    case 'send': return result(await client.sendMessage(SendMessageRequest.fromJSON(params), options));
    case 'stream': return events(client.sendMessageStream(SendMessageRequest.fromJSON(params), options), most);
    case 'get': return { task: Task.toJSON(await client.getTask(params, options)) };
    case 'cancel': return { task: Task.toJSON(await client.cancelTask(params, options)) };
    case 'subscribe': return events(client.resubscribeTask(params, options), most);
    case 'subscribe-get': return subscribeByGet(params.id);
    case 'subscribe-and-cancel': return subscribeAndCancel(client, params, options);
    case 'list': return ListTasksResponse.toJSON(await client.listTasks({ ...ListTasksRequest.fromJSON({}), ...params, ...(params.status ? { status: taskStateFromJSON(params.status) } : {}) }, options));
    default: throw new Error(`unknown ${op}`);
  }
}

const client = await factory.createFromUrl(base.endsWith('/') ? base : `${base}/`);
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await run(client, JSON.parse(line));
  } catch (error) {
    answer = shown(error);
  }
  console.log(JSON.stringify(answer));
}
