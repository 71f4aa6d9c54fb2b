// Anthropic's official client.
import Anthropic from '@anthropic-ai/sdk';
import { assert, gateway, key, plain, refused, tool, unheardOf } from './gateway.mjs';

const client = new Anthropic({ baseURL: gateway, apiKey: key, maxRetries: 0 });
const asked = (model, content, more) => ({ model, max_tokens: 50, messages: [{ role: 'user', content }], ...more });
const tools = [{ name: tool.name, description: tool.description, input_schema: tool.parameters }];

const message = await client.messages.create(asked(plain, 'hello'));
assert.match(message.content[0].text, /Hello from small/);
assert.equal(message.stop_reason, 'end_turn');

let text = '';
const stream = client.messages.stream(asked(plain, '@chunks=5'));
stream.on('text', (piece) => (text += piece));
await stream.finalMessage();
assert.equal(text, 'w0 w1 w2 w3 w4 ');

const called = await client.messages.stream(asked('cohere-main/command', 'hello', { tools })).finalMessage();
const use = called.content.find((block) => block.type === 'tool_use');
assert.deepEqual(use.input, { what: 'cat' });
assert.equal(called.stop_reason, 'tool_use');

const count = await client.messages.countTokens({ model: plain, messages: [{ role: 'user', content: 'hello' }] });
assert.ok(count.input_tokens > 0);

const bearer = new Anthropic({ baseURL: gateway, apiKey: null, authToken: key, maxRetries: 0 });
assert.ok((await bearer.messages.create(asked(plain, 'hello'))).id);

await refused(client.messages.create(asked(unheardOf, 'x')), Anthropic.NotFoundError, 404);
await refused(client.messages.create(asked('gemini-main/pro', '@status=429')), Anthropic.RateLimitError, 429);
await assert.rejects(client.messages.stream(asked(plain, '@chunks=5 @cut=2')).finalMessage(), Anthropic.APIError);
