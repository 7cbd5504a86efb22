/** The command line of the practice Cloud, as its own process. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { cloudFaults } from '../../jira/cloud/faults.ts'

const script = fileURLToPath(new URL('../../jira/cloud/cli.ts', import.meta.url))

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

test('--json says where everything is, with an app of its own; SIGTERM ends it cleanly', async () => {
  const callback = 'http://127.0.0.1:47111/callback'
  const run = start('--cloud', '--json', '--port', '0', '--callback-url', callback, '--issues', '20')
  const ready = JSON.parse(await run.line) as {
    authUrl: string
    sites: { name: string; url: string; cloudId: string }[]
    client: { clientId: string; clientSecret: string }
  }
  expect(ready.sites.map((site) => site.name)).toEqual(['acme', 'globex'])
  const info = await fetch(`${ready.sites[0]?.url ?? ''}/_edge/tenant_info`)
  expect(await info.json()).toEqual({ cloudId: ready.sites[0]?.cloudId })
  const query = new URLSearchParams({
    audience: 'api.atlassian.com',
    client_id: ready.client.clientId,
    scope: 'read:jira-work',
    redirect_uri: callback,
    response_type: 'code',
    prompt: 'consent'
  })
  expect((await fetch(`${ready.authUrl}/authorize?${query}`, { redirect: 'manual' })).status).toBe(302)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
})

test('--help names every fault; a wrong flag ends with a word about it', async () => {
  const help = start('--help')
  expect(await help.ended).toBe(0)
  for (const name of Object.keys(cloudFaults)) expect(help.output()).toContain(`  ${name} `)
  const wrong = start('--points', 'many')
  expect(await wrong.ended).toBe(1)
  expect(wrong.errors()).toContain('--points: a whole number, not many')
})
