/** The command line, as its own process; and HTTPS with the authority made for the run. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readCliOptions } from '../../jira/cli-options.ts'
import { faultTable } from '../../jira/faults/registry.ts'
import { surroundingsTable } from '../../jira/surroundings/index.ts'
import { getJson, jiraForTest } from './helpers.ts'
import { ask, outcome } from './raw-client.ts'

const script = fileURLToPath(new URL('../../jira/cli.ts', import.meta.url))

function start(...flags: string[]) {
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const line = new Promise<string>((resolve) => {
    child.stdout.on('data', () => output.includes('\n') && resolve(output.slice(0, output.indexOf('\n'))))
    void ended.then(() => resolve(output))
  })
  return { child, line, ended, output: () => output, errors: () => errors }
}

test('--json says where it is; SIGTERM ends it cleanly', async () => {
  const run = start(
    '--port',
    '0',
    '--json',
    '--issues',
    '50',
    '--fault',
    'rate-limit:times=1',
    '--context',
    'company/jira'
  )
  const ready = JSON.parse(await run.line) as { url: string; port: number; users: { name: string }[] }
  expect(ready.url).toBe(`http://127.0.0.1:${ready.port}/company/jira`)
  expect(ready.users.map((user) => user.name)).toEqual(['admin', 'anna', 'ben', 'zoë'])
  expect((await fetch(`${ready.url}/rest/api/2/serverInfo`)).status).toBe(429)
  expect((await getJson(`${ready.url}/rest/api/2/serverInfo`)).status).toBe(200)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
})

test('surroundings: says what to enter and where the files are, which go with it', async () => {
  const run = start('--port', '0', '--json', '--fault', 'client-certificate', '--fault', 'invalid-json:times=1')
  const ready = JSON.parse(await run.line) as { url: string; passphrase: string; files: Record<string, string> }
  expect(Object.keys(ready.files)).toEqual(['authority.pem', 'client.pfx', 'client.pem', 'client-key.pem'])
  const file = (name: string): Buffer => readFileSync(ready.files[name] ?? '')
  const tls = { ca: file('authority.pem'), pfx: file('client.pfx'), passphrase: ready.passphrase }
  const info = await ask(`${ready.url}/rest/api/2/serverInfo`, tls)
  expect(info).toMatchObject({ status: 200, text: expect.stringContaining('<!-- debug -->') as string })
  const pem = { ca: file('authority.pem'), cert: file('client.pem'), key: file('client-key.pem') }
  expect(await outcome(`${ready.url}/rest/api/2/serverInfo`, pem)).toBe(200)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect(Object.values(ready.files).filter((path) => existsSync(path))).toEqual([])
})

test('surroundings in words, with the files in a folder of one’s own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const run = start('--port', '0', '--quiet', '--https', '--fault', 'proxy-407', '--files', join(folder, 'made'))
  await expect.poll(run.output, { timeout: 15_000 }).toContain('Stop with Ctrl+C.')
  expect(run.output()).toContain('Enter:  https://jira.practice.invalid/jira')
  expect(run.output()).toMatch(/Proxy: {2}http:\/\/127\.0\.0\.1:\d+, proxy-user \/ proxy-password/)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect(readFileSync(join(folder, 'made', 'authority.pem'), 'utf8')).toContain('BEGIN CERTIFICATE')
})

test('--help names every flag, user, fault and surroundings', async () => {
  const run = start('--help')
  expect(await run.ended).toBe(0)
  for (const name of [...faultTable.keys(), ...surroundingsTable.keys()]) expect(run.output()).toContain(`  ${name}  `)
  for (const word of [
    '--version',
    '--context',
    '--https',
    '--issues',
    'anna-password',
    'truncated-json',
    '__admin',
    '--basic on|off',
    '--rate-limit',
    'token-reply-lost',
    'listApplicationLinks'
  ]) {
    expect(run.output()).toContain(word)
  }
})

test('a wrong flag is refused in words', async () => {
  const run = start('--fault', 'nonsense')
  expect(await run.ended).toBe(1)
  expect(run.errors()).toContain('no fault named nonsense')
  expect(() => readCliOptions(['--fault', 'pac', '--fault', 'expired'])).toThrow('only one of pac, expired')
  expect(() => readCliOptions(['--version', '8'])).toThrow('8.5, 9.12, 10.3, 11.3')
  expect(() => readCliOptions(['--basic', 'maybe'])).toThrow('on or off')
  expect(() => readCliOptions(['--rate-limit', '0/5'])).toThrow('10/60')
  expect(() => readCliOptions(['--port', 'x'])).toThrow('whole number')
})

test('flags of sign-in and of the rate limit', () => {
  const flags = '--version 11.3 --basic on --rate-limit 20/60 --access-token-seconds 30'
  const { jira } = readCliOptions(flags.split(' '))
  expect(jira).toMatchObject({
    version: '11.3',
    basicAuth: true,
    rateLimit: { limit: 20, fillRate: 20, intervalSeconds: 60 },
    oauth2Lifetimes: { accessToken: 30 }
  })
  expect(readCliOptions(['--rate-limit', '5']).jira.rateLimit).toEqual({ limit: 5, fillRate: 5, intervalSeconds: 1 })
  expect(readCliOptions([]).jira).not.toHaveProperty('basicAuth')
})

test('https: refused without the authority, fine with it', async () => {
  const jira = await jiraForTest({ https: true })
  expect(jira.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/jira$/)
  const ask = (ca?: string) =>
    new Promise<number | string | undefined>((resolve) => {
      get(`${jira.url}/rest/api/2/serverInfo`, { ca, agent: false }, (reply) => {
        reply.resume()
        resolve(reply.statusCode)
      }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
  expect(await ask(jira.caPem)).toBe(200)
  expect(await ask()).toMatch(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)/)
})

test('without a context path, and outside of one', async () => {
  const bare = await jiraForTest({ contextPath: '' })
  expect(bare.url).toBe(bare.origin)
  expect((await getJson(`${bare.url}/rest/api/2/serverInfo`)).body['baseUrl']).toBe(bare.origin)
  const deep = await jiraForTest({ contextPath: '/jira' })
  const outside = await fetch(`${deep.origin}/rest/api/2/serverInfo`)
  expect([outside.status, (await outside.text()).includes('Apache Tomcat')]).toEqual([404, true])
})
