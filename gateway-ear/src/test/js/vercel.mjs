// The Vercel AI SDK, with OpenAI's provider in both of its dialects.
import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, generateText, jsonSchema, streamText, tool as aiTool } from 'ai';
import { assert, calling, gateway, key, nowTool, plain, refused, tool, unheardOf } from './gateway.mjs';

const openai = createOpenAI({ baseURL: `${gateway}/v1`, apiKey: key });
const tools = Object.fromEntries(
  [tool, nowTool].map((each) => [
    each.name,
    aiTool({ description: each.description, inputSchema: jsonSchema(each.parameters) }),
  ]),
);

for (const model of [openai.chat, openai.responses]) {
  const answer = await generateText({ model: model(plain), prompt: 'hello', maxRetries: 0 });
  assert.match(answer.text, /Hello from small/);
  assert.equal(answer.usage.inputTokens, 10);

  const stream = streamText({ model: model(plain), prompt: '@chunks=5', maxRetries: 0 });
  let text = '';
  for await (const piece of stream.textStream) {
    text += piece;
  }
  assert.equal(text, 'w0 w1 w2 w3 w4 ');
  assert.equal(await stream.finishReason, 'stop');

  const called = streamText({ model: model(calling), prompt: 'hello', tools, maxRetries: 0 });
  const calls = await called.toolCalls;
  assert.deepEqual(calls.find((call) => call.toolName === 'look_up').input, { what: 'cat' });

  await refused(generateText({ model: model(unheardOf), prompt: 'x', maxRetries: 0 }), APICallError, 404);
  await refused(generateText({ model: model(calling), prompt: '@status=429', maxRetries: 0 }), APICallError, 429);
}
