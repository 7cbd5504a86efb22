/** The doctor between the workstation and Jira: proxies and certificates, over real ones. */
import { afterEach, expect, test } from 'vitest'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import type { DoctorStepId } from '../../preload/contract/doctor.ts'
import { ok } from '../../preload/contract/failures/failure.ts'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { recognised } from '../support/recognised.ts'
import { examine } from './support/doctor.ts'
import { must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

const closing: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close()
})

async function begin(name: string, options: TestAppOptions = {}): Promise<{ around: Surroundings; app: TestApp }> {
  const around = await startSurroundings(name)
  const systemProxy = around.proxy?.url
  const app = await startTestApp({ ...(systemProxy ? { systemProxy } : {}), ...options })
  closing.push(around, app)
  return { around, app }
}

test.each<[name: string, step: DoctorStepId, FailureCode]>([
  ['self-signed', 'tls', 'certificate-self-signed'],
  ['private-ca', 'tls', 'certificate-unknown-authority'],
  ['tls-inspection', 'tls', 'certificate-intercepted'],
  ['missing-intermediate', 'tls', 'certificate-chain-incomplete'],
  ['expired', 'tls', 'certificate-expired'],
  ['wrong-host', 'tls', 'certificate-wrong-host'],
  ['tls-1.0', 'tls', 'tls-too-old'],
  ['dns-failure', 'dns', 'dns-not-found'],
  ['proxy-refuses-connect', 'tls', 'proxy-refused'],
  ['proxy-407', 'jira', 'proxy-sign-in']
])('%s fails at the step “%s” with %s, and Jira hears nothing', async (name, step, code) => {
  const { around, app } = await begin(name)
  const found = await examine(app, { siteUrl: around.url })
  expect(found.step(step)).toMatchObject({ state: 'failed', failure: { code } })
  expect(found.states).toMatchObject({ 'sign-in': 'skipped', user: 'skipped' })
  expect(around.jira.admin.requests()).toEqual([])
  recognised({ code, by: name, how: 'doctor' })
})

test('a chain that is not trusted is shown; imported, its step says by what it is trusted', async () => {
  const { around, app } = await begin('private-ca', {
    desktop: { openFiles: async () => ok([{ name: 'ca.pem', bytes: Buffer.from(around.caPem ?? '') }]) }
  })
  const before = await examine(app, { siteUrl: around.url })
  expect(before.step('tls').evidence).toEqual(
    expect.arrayContaining([expect.stringMatching(/^issued by /), expect.stringMatching(/^SHA-256 ([\dA-F]{2}:){31}/)])
  )
  must(await app.invoke('network.importAuthority', { siteUrl: around.url }))
  const after = await examine(app, { siteUrl: around.url })
  expect(after.states).toMatchObject({ tls: 'ok', jira: 'ok' })
  expect(after.step('tls').evidence).toContain('trusted by an authority imported for this Jira')
  expect(after.step('tls').summary).toMatch(/TLSv1\.[23]/)
})

test('through a proxy: it looks the name up, it is what is reached, and it is shown', async () => {
  const { around, app } = await begin('proxy')
  const found = await examine(app, { siteUrl: around.url })
  expect(found.states).toMatchObject({ dns: 'skipped', route: 'ok', tcp: 'ok', jira: 'ok' })
  const address = new URL(around.proxy?.url ?? '').host
  expect(found.step('route').summary).toContain(address)
  expect(found.step('tcp').summary).toContain(address)
  expect(found.code).toBe('ok')
})

test('a proxy that is not there is told before anything is asked', async () => {
  const { around, app } = await begin('proxy', { systemProxy: 'http://127.0.0.1:9' })
  const found = await examine(app, { siteUrl: around.url })
  expect(found.step('tcp')).toMatchObject({ state: 'failed', failure: { code: 'proxy-failed' } })
  expect(found.step('tcp').failure?.cause).toContain('127.0.0.1:9: ECONNREFUSED')
  expect(found.states).toMatchObject({ tls: 'skipped', jira: 'skipped' })
})

test('a proxy of this Jira’s own is said to be that', async () => {
  const { around, app } = await begin('proxy', { systemProxy: 'http://127.0.0.1:9' })
  const proxy = { mode: 'manual' as const, url: around.proxy?.url ?? '', bypass: '' }
  must(await app.invoke('network.setProxy', { siteUrl: around.url, proxy }))
  const found = await examine(app, { siteUrl: around.url })
  expect(found.step('route').evidence).toContain('as set for this Jira: a proxy of its own')
  expect(found.states.jira).toBe('ok')
})

test('only IPv6, and no way there', async () => {
  const { around, app } = await begin('ipv6-unreachable')
  const found = await examine(app, { siteUrl: around.url })
  expect(found.step('tcp')).toMatchObject({ state: 'failed', failure: { code: 'ipv6-unreachable' } })
})

test('a client certificate that is asked for', async () => {
  const { around, app } = await begin('client-certificate', {
    desktop: { openFiles: async () => ok([{ name: 'ca.pem', bytes: Buffer.from(around.caPem ?? '') }]) }
  })
  must(await app.invoke('network.importAuthority', { siteUrl: around.url }))
  expect((await examine(app, { siteUrl: around.url })).step('tls').failure?.code).toBe('client-certificate-needed')
})
