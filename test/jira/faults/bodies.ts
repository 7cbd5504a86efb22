/** Faults of reply bodies. */
import type { Reply } from '../exchange.ts'
import type { Fault } from './fault.ts'

/**
 * What a gateway in another character set makes of a reply: one byte for each letter. Names and summaries get letters
 * beyond ASCII, so that it shows in every reply that has any; what Latin-1 does not have becomes a question mark.
 */
function inLatin1(reply: Reply): Buffer {
  const lettered = String(reply.body).replace(/"(displayName|serverTitle|summary|name)":"/g, '"$1":"Ü ')
  return Buffer.from(lettered.replace(/[^\0-\xff]/g, '?'), 'latin1')
}

const announced = (reply: Reply, charset: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'content-type': `application/json;charset=${charset}` },
  body: inLatin1(reply)
})

const isJson = ({ headers }: Reply): boolean => /\bjson\b/.test(headers['content-type'] ?? '')

export const bodyFaults: readonly Fault[] = [
  {
    name: 'truncated-json',
    describe: 'the JSON ends half-way, with a matching Content-Length',
    scope: 'rest',
    change: (reply) => {
      const body = Buffer.from(reply.body)
      return { ...reply, body: body.subarray(0, Math.floor(body.length / 2)) }
    }
  },
  {
    name: 'cut-off',
    describe: 'the connection breaks half-way through the body',
    scope: 'rest',
    change: (reply) => ({ ...reply, delivery: 'cut' })
  },
  {
    name: 'invalid-json',
    describe: 'the body is no JSON although its type says so',
    scope: 'rest',
    change: (reply) => ({ ...reply, body: `<!-- debug -->${String(reply.body)}` })
  },
  {
    name: 'wrong-charset',
    describe: 'the bytes are Latin-1, the header says UTF-8: letters beyond ASCII are no valid UTF-8',
    scope: 'rest',
    change: (reply) => (isJson(reply) ? announced(reply, 'UTF-8') : reply)
  },
  {
    name: 'unknown-charset',
    describe: 'the header names a character set nobody knows (option charset); the bytes are Latin-1',
    scope: 'rest',
    options: { charset: 'x-practice-8' },
    change: (reply, _exchange, _world, options) =>
      isJson(reply) ? announced(reply, String(options['charset'])) : reply
  },
  {
    name: 'slow-headers',
    describe: 'the reply’s first lines come a few bytes at a time, for longer than a client should wait (option ms)',
    scope: 'rest',
    options: { ms: 600_000 },
    change: (reply, _exchange, _world, options) => ({ ...reply, delivery: 'drip', delayMs: Number(options['ms']) })
  },
  {
    name: 'stalled-body',
    describe: 'the body stops half-way and never ends',
    scope: 'rest',
    change: (reply) => ({ ...reply, delivery: 'stall' })
  },
  {
    name: 'huge-body',
    describe: 'a body without end: more than any client should take',
    scope: 'rest',
    change: (reply) => ({ ...reply, delivery: 'huge' })
  },
  {
    name: 'wrong-shape',
    describe: 'valid JSON of an unexpected shape: an array where an object belongs',
    scope: 'rest',
    change: (reply) => ({ ...reply, body: '[null,{"unexpected":true}]' })
  }
]
