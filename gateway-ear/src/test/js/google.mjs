// Google's official client.
import { ApiError, GoogleGenAI } from '@google/genai';
import { assert, calling, gateway, key, plain, refused, tool, unheardOf } from './gateway.mjs';

const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: gateway } });

const answer = await client.models.generateContent({ model: plain, contents: 'hello' });
assert.match(answer.text, /Hello from small/);
assert.equal(answer.usageMetadata.promptTokenCount, 10);

let text = '';
for await (const piece of await client.models.generateContentStream({ model: plain, contents: '@chunks=5' })) {
  text += piece.text ?? '';
}
assert.equal(text, 'w0 w1 w2 w3 w4 ');

const called = await client.models.generateContent({
  model: calling,
  contents: 'hello',
  config: { tools: [{ functionDeclarations: [{ ...tool, parameters: undefined, parametersJsonSchema: tool.parameters }] }] },
});
assert.equal(called.functionCalls[0].name, 'look_up');
assert.equal(called.functionCalls[0].args.what, 'cat');

const count = await client.models.countTokens({ model: plain, contents: 'hello' });
assert.ok(count.totalTokens > 0);

const vectors = await client.models.embedContent({ model: 'cohere-main/vectors', contents: ['Un chat.', 'Un chien.'] });
assert.deepEqual(vectors.embeddings[1].values, [0, 1.5, -2, 0.75]);

await refused(client.models.generateContent({ model: unheardOf, contents: 'x' }), ApiError, 404);
await refused(client.models.generateContent({ model: calling, contents: '@status=429' }), ApiError, 429);
