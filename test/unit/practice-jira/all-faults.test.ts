/** The table of all faults: complete, startable by name, explained, and each met in a test of this folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { allFaults, startFault } from '../../jira/all-faults.ts'
import { faultTable } from '../../jira/faults/registry.ts'
import { hasIpv6, surroundingsTable } from '../../jira/surroundings/index.ts'

/** What the practice Jira was asked to be able to do, as it was written down. */
const list = `wrong context path, other product, SSO page with 200, SSO redirect to another host, Basic disabled, CAPTCHA
(cleared by web login), bad PAT silent anonymous, PATs disabled, consumer unknown, wrong key, base URL mismatch behind a
rewriting proxy, clock ±10 minutes, nonce replay, verifier denied, token revoked, token expired, OAuth 2.0-type link, XSRF
refusal, no Browse Projects, project archived, issue security, 429 with and without Retry-After, 503 maintenance page, 504
from a gateway, truncated JSON, invalid JSON, wrong charset, huge body, slow headers, stalled body, connection reset,
self-signed, private CA, missing intermediate, expired, wrong host, TLS 1.0 only, client certificate required, proxy 407,
proxy refusing CONNECT, PAC, DNS failure, IPv6-only, search window exceeded, /search removed (410), index being rebuilt`

test('every item of the list has a name, in its order, and nothing else is in the table', () => {
  const items = list.replace(/\s+/g, ' ').split(', ')
  expect([...new Set(allFaults.map(({ issueName }) => issueName))]).toEqual(items)
  expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length)
})

test('no name is both a fault and surroundings, and each has words', () => {
  expect([...surroundingsTable.keys()].filter((name) => faultTable.has(name))).toEqual([])
  for (const one of [...faultTable.values(), ...surroundingsTable.values()])
    expect(one.describe.length).toBeGreaterThan(15)
})

test('each fault and each surroundings is met in a test here', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const others = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'all-faults.test.ts')
  const text = others.map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n')
  const unmet = [...faultTable.keys(), ...surroundingsTable.keys()].filter(
    (name) => !text.includes(`'${name}'`) && !text.includes(`'${name}:`)
  )
  expect(unmet).toEqual([])
})

test.each(allFaults)('$name starts by its name: $issueName', async ({ name, area }) => {
  if (name === 'ipv6-only' && !(await hasIpv6())) return expect(startFault(name)).rejects.toThrow('no IPv6')
  const started = await startFault(name, { projects: false })
  onTestFinished(() => started.close())
  expect(new URL(started.url).pathname).toMatch(/^\/(jira|tracker)$/)
  expect(started.jira.admin.faults().map((fault) => fault.name)).toEqual(area === 'reply' ? [name] : [])
})
