/** Looks for secrets in every place a running app could leave them, other than its files; and what the keychain holds. */
import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import type { ElectronApplication, Page } from 'playwright-core'
import { leaksIn, type Secrets } from './secret-forms.ts'

export type { Secrets } from './secret-forms.ts'

export interface HeldSecret {
  /** What it is for: `pat`, `oauth2-grant`, … */
  readonly kind: string
  readonly secret: string
}

interface Entry {
  readonly account: string
  readonly password: string
}

const run = promisify(execFile)
const listing = `require('keytar').findCredentials('AtTrack').then((all) => process.stdout.write(JSON.stringify(all)))`

/**
 * The keychain's entries of the app. Asked by a process of its own: an entry that is removed between being found and being
 * read makes keytar end its process. It is then asked once more.
 */
async function entries(tries = 5): Promise<readonly Entry[]> {
  try {
    const { stdout } = await run(process.execPath, ['-e', listing], { cwd: import.meta.dirname })
    return JSON.parse(stdout) as Entry[]
  } catch (error) {
    if ((error as { signal?: unknown }).signal !== 'SIGSEGV' || tries === 1) throw error
    return entries(tries - 1)
  }
}

/** @returns what reads the keychain's entries of the app, without those that were there already */
export const watchKeychain = async (): Promise<() => Promise<HeldSecret[]>> => {
  const earlier = new Set((await entries()).map((one) => one.account))
  return async () =>
    (await entries())
      .filter(({ account }) => !earlier.has(account))
      .map(({ account, password }) => ({ kind: account.split(':')[0] ?? '', secret: password }))
}

/** Collects what the app prints, from now on. @returns what reads it */
export const listenToOutput = (app: ElectronApplication): (() => string) => {
  let output = ''
  app.process().stdout?.on('data', (data) => (output += String(data)))
  app.process().stderr?.on('data', (data) => (output += String(data)))
  return () => output
}

/** The page with all it holds: what it stores, what it shows, what is in its fields. */
const pageTexts = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value)
    const stored = [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), document.cookie]
    return JSON.stringify([stored, fields, location.href, document.documentElement.outerHTML])
  })

/** Command lines of the app's processes, as any user of the computer can read them. Linux. */
const processArguments = (userData: string): string =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
      } catch {
        // Over by now.
        return []
      }
    })
    .filter((line) => line.includes(userData) || line.includes('electron'))
    .join('\n')

/** Reads the command lines again and again, also of processes that live for a moment only. @returns what ends it */
export const watchArguments = (userData: string): (() => string) => {
  const seen = new Set<string>()
  const look = (): void =>
    processArguments(userData)
      .split('\n')
      .forEach((line) => void seen.add(line))
  const looking = setInterval(look, 20)
  return () => {
    clearInterval(looking)
    look()
    return [...seen].join('\n')
  }
}

/** @returns `what in where` for each secret found; never the secret itself */
export const leaksOf = async (
  running: { readonly page: Page; readonly userData: string },
  output: string,
  secrets: Secrets
): Promise<string[]> => {
  const processes = processArguments(running.userData)
  if (!processes.includes('electron')) throw new Error('the processes of the app were not found')
  return leaksIn({ page: await pageTexts(running.page), 'process arguments': processes, output }, secrets)
}
