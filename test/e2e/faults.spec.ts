/**
 * The fault matrix in the real app, over Chromium's network stack: what certificates, proxies, names and broken
 * connections are told as. The rest of the matrix: test/integration/faults.test.ts.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { Invoke } from '../../main/ipc/handler.ts'
import { matrix, recognisedBy, type MatrixRow } from '../faults/matrix.ts'
import { canShow } from '../faults/surroundings-here.ts'
import { situations, type Told } from '../faults/situations.ts'
import { startFault } from '../jira/all-faults.ts'
import type { Surroundings } from '../jira/surroundings/index.ts'
import { recognised } from '../support/recognised.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

let running: RunningApp
let app: ElectronApplication
let page: Page

// One app for all: every row has a Jira of its own, at an origin of its own.
test.beforeAll(async () => {
  running = await launchApp()
  ;({ app, page } = running)
})
test.afterAll(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
})

/** As the window asks. */
const invoke = ((name: string, input: unknown) =>
  page.evaluate(
    ([channel, given]) =>
      (globalThis as unknown as { attrack: { invoke(name: string, input: unknown): Promise<unknown> } }).attrack.invoke(
        channel,
        given
      ),
    [name, input] as const
  )) as Invoke

/** What the system's open dialog gives from now on. */
const choose = (...files: string[]): Promise<void> =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths })
  }, files)

/** The way to this Jira, where it is not the system's, and the authority without which nothing further would be told. */
async function setWay({ url: siteUrl, proxy, pacUrl, clientPem, caPem }: Surroundings): Promise<void> {
  if (clientPem && caPem) {
    const file = join(running.userData, 'authority.pem')
    writeFileSync(file, caPem)
    await choose(file)
    expect((await invoke('network.importAuthority', { siteUrl })).ok).toBe(true)
  }
  const way =
    pacUrl === undefined
      ? proxy && { mode: 'manual' as const, url: proxy.url, bypass: '' }
      : { mode: 'script' as const, url: pacUrl }
  if (way) expect((await invoke('network.setProxy', { siteUrl, proxy: way })).ok).toBe(true)
}

async function play({ fault, during }: MatrixRow): Promise<Told> {
  const around = await startFault(fault)
  try {
    await setWay(around)
    return await situations[during]({ invoke, jira: around.jira, url: around.url, strike: () => undefined })
  } finally {
    await around.close()
  }
}

const rows = matrix.filter((row) => row.in === 'app')
const isSlow = ({ code }: MatrixRow): boolean => code === 'timed-out'

for (const row of rows.filter((one) => !isSlow(one)))
  test(`${row.fault} is told as ${row.code} during ${row.during}`, async () => {
    test.skip(!(await canShow(row)), `${row.needs}: this computer’s network is another`)
    expect(await play(row)).toBe(row.code)
    recognised({ code: row.code, by: row.fault, how: recognisedBy(row.during) })
  })

// Together, because each waits for the app's time limit.
test('what never ends is told as timed-out', async () => {
  const slow = rows.filter(isSlow)
  const told = await Promise.all(slow.map(play))
  expect(told).toEqual(slow.map(({ code }) => code))
  for (const { code, fault, during } of slow) recognised({ code, by: fault, how: recognisedBy(during) })
})

test('an address to which no way leads is told as unreachable', async () => {
  // Addresses for many at once (RFC 5771) take no connections: the system refuses with ENETUNREACH.
  const found = await invoke('connections.findSite', { address: 'http://224.0.0.1:8080/jira' })
  expect(found).toMatchObject({ ok: false, failure: { code: 'unreachable' } })
  recognised({ code: 'unreachable', by: 'an address to which no way leads', how: 'sign-in' })
})

test('a file that is not there, a folder that is none: said, and nothing else happens', async () => {
  await choose('/nowhere/link.attrack-link.json')
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/nowhere/link.attrack-link.json' })
  })
  expect(await invoke('applink.openLinkFile', {})).toMatchObject({ ok: false, failure: { code: 'file-not-read' } })
  recognised({ code: 'file-not-read', by: 'the chosen file is not there', how: 'app' })
  expect(await invoke('applink.saveLinkFile', {})).toMatchObject({ ok: false, failure: { code: 'file-not-written' } })
  recognised({ code: 'file-not-written', by: 'the chosen folder is not there', how: 'app' })
})

test('nothing of all this troubled the window', () => {
  expect(running.complaints).toEqual([])
})
