// Where the gateway is and who asks; and what every client is tried with.
import assert from 'node:assert/strict';

export const gateway = process.env.GATEWAY.replace(/\/$/, '');
export const key = process.env.KEY;
/** Says where it is from, or what it was asked for: "w0 w1 …". */
export const plain = 'local/small';
/** Says two words and calls two tools. */
export const calling = process.env.CALLING ?? 'anthropic-main/claude';
export const unheardOf = 'local/unheard-of';
export const tool = {
  name: 'look_up',
  description: 'Looks it up',
  parameters: { type: 'object', properties: { what: { type: 'string' } }, required: ['what'] },
};
export const nowTool = { name: 'now', description: 'The hour', parameters: { type: 'object', properties: {} } };

/** Fails as the client's own users know it. */
export async function refused(attempt, type, status) {
  await assert.rejects(attempt, (error) => {
    assert.ok(error instanceof type, `${error?.constructor?.name} instead of ${type.name}: ${error}`);
    assert.equal(error.status ?? error.statusCode ?? error.code, status);
    return true;
  });
}

export { assert };
