// Sends one message that names a commitment, with the client of the JavaScript SDK: the base address, the binding, how
// (send or stream), and the request as JSON. Prints what came of it.
import { SendMessageRequest, StreamResponse, Task } from '@a2a-js/sdk';
import { ClientFactory, ClientFactoryOptions, ServiceParameters, withA2AExtensions } from '@a2a-js/sdk/client';

const [base, binding, how, request] = process.argv.slice(2);
const options = { serviceParameters: ServiceParameters.create(withA2AExtensions('urn:asp:a2a:session:1')) };
const params = SendMessageRequest.fromJSON(JSON.parse(request));
const factory = new ClientFactory(
  ClientFactoryOptions.createFrom(ClientFactoryOptions.default, { preferredTransports: [binding] }));
const client = await factory.createFromUrl(`${base}/`);
let answer;
try {
  if (how === 'stream') {
    const events = [];
    for await (const event of client.sendMessageStream(params, options)) events.push(StreamResponse.toJSON(event));
    answer = { events };
  } else {
    answer = { task: Task.toJSON(await client.sendMessage(params, options)) };
  }
} catch (error) {
  answer = { error: error.name, message: error.message, metadata: error.metadata ?? error.data?.[0]?.metadata };
}
console.log(JSON.stringify(answer));
