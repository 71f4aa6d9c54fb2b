// OpenAI Agents, which speaks Responses.
import { Agent, run, setDefaultOpenAIClient, setTracingDisabled, tool as agentTool } from '@openai/agents';
import OpenAI from 'openai';
import { assert, calling, gateway, key, nowTool, plain, refused, tool, unheardOf } from './gateway.mjs';

setTracingDisabled(true);
setDefaultOpenAIClient(new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key, maxRetries: 0 }));

const agent = new Agent({ name: 'Plain', instructions: 'Be terse.', model: plain });
const answer = await run(agent, 'hello');
assert.match(answer.finalOutput, /Hello from small/);

const stream = await run(agent, '@chunks=5', { stream: true });
let text = '';
for await (const piece of stream.toTextStream()) {
  text += piece;
}
await stream.completed;
assert.equal(text, 'w0 w1 w2 w3 w4 ');

const asked = [];
const tools = [tool, nowTool].map((each) =>
  agentTool({
    name: each.name,
    description: each.description,
    parameters: { ...each.parameters, required: each.parameters.required ?? [], additionalProperties: true },
    strict: false,
    execute: async (input) => {
      asked.push([each.name, input]);
      return `${each.name} says so`;
    },
  }),
);
const busy = new Agent({ name: 'Busy', model: calling, tools, toolUseBehavior: 'stop_on_first_tool' });
const done = await run(busy, 'hello');
assert.match(String(done.finalOutput), /says so/);
assert.equal(asked.find(([name]) => name === 'look_up')[1].what, 'cat');

await refused(run(new Agent({ name: 'Lost', model: unheardOf }), 'x'), OpenAI.NotFoundError, 404);
