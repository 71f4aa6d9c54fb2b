// LangChain.js.
import { ChatOpenAI } from '@langchain/openai';
import { assert, calling, gateway, key, nowTool, plain, tool, unheardOf } from './gateway.mjs';

const chat = (model, more) =>
  new ChatOpenAI({ model, apiKey: key, maxRetries: 0, configuration: { baseURL: `${gateway}/v1` }, ...more });
const tools = [tool, nowTool].map((each) => ({ type: 'function', function: each }));

for (const dialect of [{}, { useResponsesApi: true }]) {
  const answer = await chat(plain, dialect).invoke('hello');
  assert.match(answer.text, /Hello from small/);
  assert.equal(answer.usage_metadata.input_tokens, 10);

  let text = '';
  for await (const piece of await chat(plain, dialect).stream('@chunks=5')) {
    text += piece.text;
  }
  assert.equal(text, 'w0 w1 w2 w3 w4 ');

  const called = await chat(calling, dialect).bindTools(tools).invoke('hello');
  assert.equal(called.tool_calls.find((call) => call.name === 'look_up').args.what, 'cat');

  await assert.rejects(chat(unheardOf, dialect).invoke('x'), (error) => error.status === 404);
}
