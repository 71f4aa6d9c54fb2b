// Cohere's official client, second version of the chat.
import { CohereClientV2, CohereError } from 'cohere-ai';
import { assert, calling, gateway, key, nowTool, plain, refused, tool, unheardOf } from './gateway.mjs';

const client = new CohereClientV2({ token: key, environment: gateway });
const asked = (model, content, more) => ({ model, messages: [{ role: 'user', content }], ...more });
const tools = [tool, nowTool].map((each) => ({ type: 'function', function: each }));
const once = { maxRetries: 0 };

const answer = await client.chat(asked(plain, 'hello'), once);
assert.match(answer.message.content[0].text, /Hello from small/);
assert.equal(answer.finishReason, 'COMPLETE');
assert.equal(answer.usage.billedUnits.inputTokens, 10);

let text = '';
let end;
for await (const event of await client.chatStream(asked(plain, '@chunks=5'), once)) {
  text += event.type === 'content-delta' ? event.delta.message.content.text : '';
  end = event;
}
assert.equal(text, 'w0 w1 w2 w3 w4 ');
assert.equal(end.type, 'message-end');
assert.equal(end.delta.finishReason, 'COMPLETE');

const called = await client.chat(asked(calling, 'hello', { tools }), once);
assert.equal(called.finishReason, 'TOOL_CALL');
assert.equal(called.message.toolCalls[0].function.name, 'look_up');

let args = '';
for await (const event of await client.chatStream(asked(calling, 'hello', { tools }), once)) {
  args += event.type === 'tool-call-delta' && event.index === 0 ? event.delta.message.toolCalls.function.arguments : '';
}
assert.equal(JSON.parse(args).what, 'cat');

const vectors = await client.embed(
  { model: 'gemini-main/vectors', texts: ['Un chat.', 'Un chien.'], inputType: 'search_document', embeddingTypes: ['float'] },
  once,
);
assert.deepEqual(vectors.embeddings.float[0], [0.5, -0.25, 0.125, 1]);

await refused(client.chat(asked(unheardOf, 'x'), once), CohereError, 404);
await refused(client.chat(asked(calling, '@status=429'), once), CohereError, 429);
