/** Faults of reply bodies. */
import type { Fault } from './fault.ts'

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
