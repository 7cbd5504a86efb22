/** How the doctor takes its steps: what it skips, what it waits for, what it tells. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { failed, good, skipped, warned, type Visit } from '../../../main/doctor/step.ts'
import { take } from './support.ts'

const refused = failure('connection-refused', { host: 'jira.example.com', address: 'jira.example.com:443' })
const never = () => new Promise<never>(() => {})

test('each step is told when it begins and when it ends, and what it found', async () => {
  const { run, told } = await take([
    { id: 'address', run: async () => good('An address.', ['port 443']) },
    { id: 'dns', run: async () => warned('One address.', null) }
  ])
  const states = told.map(({ steps }) => [steps[0]?.state, steps[1]?.state])
  expect(states.slice(0, 4)).toEqual([
    ['running', 'waiting'],
    ['ok', 'waiting'],
    ['ok', 'running'],
    ['ok', 'warning']
  ])
  expect(run.steps[0]).toMatchObject({ summary: 'An address.', evidence: ['port 443'], ms: expect.any(Number) })
  expect(run.endedAt).not.toBeNull()
  expect(told.at(-1)?.endedAt).toBe(run.endedAt)
})

test('after a step that stops, the rest is skipped with the reason, except who has something to say', async () => {
  const { run, stateOf } = await take([
    { id: 'tcp', run: async () => failed(refused) },
    { id: 'jira', run: async () => good('never') },
    { id: 'rate-limit', run: async () => good('told'), despite: true }
  ])
  expect([stateOf('tcp'), stateOf('jira'), stateOf('rate-limit')]).toEqual(['failed', 'skipped', 'ok'])
  expect(run.steps.find(({ id }) => id === 'jira')?.summary).toBe(`Not tried: ${refused.title}.`)
  expect(run.failure?.code).toBe('connection-refused')
})

test('a step that failed and need not stop is followed by the others', async () => {
  const clock = failure('clock-differs', { skew: '10 minutes' })
  const { run, stateOf } = await take([
    { id: 'clock', run: async () => failed(clock, [], true) },
    { id: 'sign-in', run: async () => good('in') }
  ])
  expect(stateOf('sign-in')).toBe('ok')
  expect(run.failure?.code).toBe('clock-differs')
})

test('the one thing to do: a failed step before one not tried because of a refusal, before a warning', async () => {
  const warning = { id: 'base-url', run: async () => warned('differs', failure('base-url-differs')) } as const
  const untried = { id: 'sign-in', run: async () => skipped('refused before', failure('password-wrong')) } as const
  const broken = { id: 'search', run: async () => failed(failure('search-removed'), [], true) } as const
  expect((await take([warning])).run.failure?.code).toBe('base-url-differs')
  expect((await take([warning, untried])).run.failure?.code).toBe('password-wrong')
  expect((await take([warning, untried, broken])).run.failure?.code).toBe('search-removed')
})

test('once Jira has answered to its user, what failed before is a warning, but not a clock that is off', async () => {
  const before = [
    { id: 'jira', run: async () => failed(failure('sso-page', { host: 'x', answer: 'a page' }), [], true) },
    { id: 'clock', run: async () => failed(failure('clock-differs', { skew: '10 minutes' }), [], true) }
  ] as const
  const signIn = (known: boolean) => ({
    id: 'sign-in' as const,
    async run({ facts }: Visit) {
      if (known) facts.me = { name: 'anna', displayName: 'Anna', active: true, accountId: null, email: null }
      return good('in')
    }
  })
  const signedIn = await take([...before, signIn(true)])
  expect([signedIn.stateOf('jira'), signedIn.stateOf('clock')]).toEqual(['warning', 'failed'])
  expect(signedIn.run.failure?.code).toBe('clock-differs')
  expect((await take([...before, signIn(false)])).run.failure?.code).toBe('sso-page')
})

test('a step that takes too long is given up, and the next one comes', async () => {
  const { run, stateOf } = await take(
    [
      { id: 'dns', run: never },
      { id: 'jira', run: async () => good('still tried') }
    ],
    { stepMs: 20 }
  )
  expect(run.steps.find(({ id }) => id === 'dns')).toMatchObject({ state: 'failed', failure: { code: 'timed-out' } })
  expect(stateOf('jira')).toBe('ok')
})

test('once all the time is used, what is left is skipped', async () => {
  const { stateOf, run } = await take(
    [
      { id: 'dns', run: never },
      { id: 'jira', run: async () => good('too late') }
    ],
    { stepMs: 5_000, runMs: 20 }
  )
  expect([stateOf('dns'), stateOf('jira')]).toEqual(['failed', 'skipped'])
  expect(run.steps.find(({ id }) => id === 'jira')?.summary).toContain('as a whole')
})

test('steps that were not reached in time are no good news, even if those before were good', async () => {
  const { run, stateOf } = await take(
    [
      { id: 'dns', run: () => new Promise((resolve) => setTimeout(() => resolve(good('just so')), 40)) },
      { id: 'jira', run: async () => good('too late') }
    ],
    { stepMs: 5_000, runMs: 20 }
  )
  expect([stateOf('dns'), stateOf('jira')]).toEqual(['ok', 'skipped'])
  expect(run.failure?.code).toBe('timed-out')
})

test('stopped in the middle of a step: it and the rest are skipped', async () => {
  const stop = new AbortController()
  const { run } = await take(
    [
      { id: 'address', run: async () => good('done') },
      { id: 'dns', run: never },
      { id: 'jira', run: async () => good('never') }
    ],
    {
      signal: stop.signal,
      told: ({ steps }) => {
        if (steps[1]?.state === 'running') setImmediate(() => stop.abort())
      }
    }
  )
  expect(run.steps.map(({ state }) => state).slice(0, 2)).toEqual(['ok', 'skipped'])
  expect(run.steps.find(({ id }) => id === 'jira')?.state).toBe('skipped')
  expect(run.endedAt).not.toBeNull()
})

test('a step that throws is a defect of ours and told as one', async () => {
  const { run, stateOf } = await take([
    {
      id: 'dns',
      run: async () => {
        throw new Error('password=hunter2')
      }
    },
    { id: 'jira', run: async () => good('tried') }
  ])
  expect(run.failure?.code).toBe('internal')
  expect(stateOf('jira')).toBe('ok')
  expect(JSON.stringify(run)).not.toContain('hunter2')
})

test('requests are noted without query, body and credentials, and end with their step', async () => {
  let closed: () => void = () => {}
  const gaveUp = new Promise<void>((resolve) => (closed = resolve))
  const server = createServer((request, reply) => {
    if (request.url?.startsWith('/slow')) return void reply.on('close', () => closed())
    reply
      .writeHead(403, { 'x-seraph-loginreason': 'AUTHENTICATION_DENIED', 'set-cookie': 'JSESSIONID=canary' })
      .end('canary')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { run } = await take(
    [
      {
        id: 'sign-in',
        async run({ transport }) {
          const headers = { Authorization: 'Basic canary' }
          await transport.send({ method: 'GET', url: `${origin}/myself?token=canary`, headers })
          return good('asked')
        }
      },
      {
        id: 'user',
        async run({ transport }) {
          const sent = await transport.send({ method: 'GET', url: `${origin}/slow` })
          return sent.ok ? good('answered') : failed(sent.failure)
        }
      }
    ],
    { stepMs: 200 }
  )
  await gaveUp
  server.close()
  const [noted] = run.steps.find(({ id }) => id === 'sign-in')?.evidence ?? []
  expect(noted).toMatch(
    /^GET http:\/\/127\.0\.0\.1:\d+\/myself: 403 in \d+ ms; x-seraph-loginreason: AUTHENTICATION_DENIED$/
  )
  expect(run.steps.find(({ id }) => id === 'user')?.failure?.code).toBe('timed-out')
  expect(JSON.stringify(run)).not.toContain('canary')
})
