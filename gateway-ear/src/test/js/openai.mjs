// OpenAI's official client: chat, responses and completions.
import OpenAI from 'openai';
import { assert, calling, gateway, key, nowTool, plain, refused, tool, unheardOf } from './gateway.mjs';

const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key, maxRetries: 0 });
const say = (content) => [{ role: 'user', content }];
const tools = [tool, nowTool].map((each) => ({ type: 'function', function: each }));

const chat = await client.chat.completions.create({ model: plain, messages: say('hello') });
assert.match(chat.choices[0].message.content, /Hello from small/);

let text = '';
for await (const chunk of await client.chat.completions.create({ model: plain, messages: say('@chunks=5'), stream: true })) {
  text += chunk.choices[0]?.delta.content ?? '';
}
assert.equal(text, 'w0 w1 w2 w3 w4 ');

const called = await client.chat.completions
  .stream({ model: calling, messages: say('hello'), tools })
  .finalChatCompletion();
assert.deepEqual(called.choices[0].message.tool_calls.map((call) => call.function.name).sort(), ['look_up', 'now']);
assert.equal(JSON.parse(called.choices[0].message.tool_calls[0].function.arguments).what, 'cat');

const models = await client.models.list();
assert.ok(models.data.some((model) => model.id === plain));

const response = await client.responses.create({ model: plain, input: 'hello' });
assert.match(response.output_text, /Hello from small/);
assert.equal(response.status, 'completed');

const stream = client.responses.stream({ model: calling, input: 'hello', tools: [{ type: 'function', strict: false, ...tool }] });
let last = -1;
for await (const event of stream) {
  assert.equal(event.sequence_number, last + 1);
  last = event.sequence_number;
}
const streamed = await stream.finalResponse();
assert.match(streamed.output_text, /🐈/);
const call = streamed.output.find((item) => item.type === 'function_call');
assert.equal(JSON.parse(call.arguments).what, 'cat');

const completion = await client.completions.create({ model: plain, prompt: 'hello' });
assert.match(completion.choices[0].text, /Hello from small/);

await refused(client.chat.completions.create({ model: unheardOf, messages: say('x') }), OpenAI.NotFoundError, 404);
await refused(client.responses.create({ model: calling, input: '@status=429' }), OpenAI.RateLimitError, 429);
await refused(
  new OpenAI({ baseURL: `${gateway}/v1`, apiKey: 'nobodys', maxRetries: 0 }).models.list(),
  OpenAI.AuthenticationError,
  401,
);
for (const broken of [
  () => client.chat.completions.create({ model: plain, messages: say('@chunks=5 @cut=2'), stream: true }),
  () => client.responses.create({ model: plain, input: '@chunks=5 @cut=2', stream: true }),
]) {
  await assert.rejects(async () => {
    for await (const _ of await broken());
  }, OpenAI.APIError);
}
