// Mistral's official client, which checks what it gets field by field.
import { Mistral } from '@mistralai/mistralai';
import { MistralError } from '@mistralai/mistralai/models/errors';
import { assert, calling, gateway, key, nowTool, plain, refused, tool, unheardOf } from './gateway.mjs';

const client = new Mistral({ apiKey: key, serverURL: gateway, retryConfig: { strategy: 'none' } });
const asked = (model, content, more) => ({ model, messages: [{ role: 'user', content }], ...more });
const tools = [tool, nowTool].map((each) => ({ type: 'function', function: each }));

const answer = await client.chat.complete(asked(plain, 'hello'));
assert.match(answer.choices[0].message.content, /Hello from small/);

let text = '';
for await (const event of await client.chat.stream(asked(plain, '@chunks=5'))) {
  text += event.data.choices[0]?.delta.content ?? '';
}
assert.equal(text, 'w0 w1 w2 w3 w4 ');

const called = await client.chat.complete(asked(calling, 'hello', { tools }));
assert.equal(called.choices[0].message.toolCalls[0].function.name, 'look_up');

await refused(client.chat.complete(asked(unheardOf, 'x')), MistralError, 404);
await refused(client.chat.complete(asked(calling, '@status=429')), MistralError, 429);
