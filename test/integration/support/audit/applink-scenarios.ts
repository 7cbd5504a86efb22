/** What is noted of keys and of what is handed over: kits, link files, reports. */
import { generateKeyPairSync } from 'node:crypto'
import { expect } from 'vitest'
import type { NotingChannel } from './notes.ts'
import { must } from '../test-app.ts'
import { entry, type Scenarios } from './scenario.ts'
import type { World } from './world.ts'

type Own = Extract<NotingChannel, `applink.${string}` | `doctor.${string}`>

const key = 'The key for application links'
const passphrase = 'a passphrase for this key'
const siteUrl = 'https://jira.example.com/jira'

const fingerprintNow = async ({ invoke }: World): Promise<string> => must(await invoke('applink.get', {})).fingerprint

/** A change of keys under way; @returns `former → new`, and the other way round. */
async function changing(world: World): Promise<{ there: string; back: string }> {
  const former = await fingerprintNow(world)
  const { fingerprint } = must(await world.invoke('applink.rotateKey', {}))
  return { there: `${former} → ${fingerprint}`, back: `${fingerprint} → ${former}` }
}

export const applinkScenarios: Scenarios<Own> = {
  'applink.saveSheet': {
    prepare: async () => ({
      input: { siteUrl, format: 'html' },
      entries: [entry('sheet-saved', 'sheet.html', 'jira.example.com')],
      dialog: { saveAs: 'sheet.html' }
    })
  },
  'applink.saveLinkFile': {
    prepare: async () => ({
      input: {},
      entries: [entry('link-file-saved', 'link.json', '')],
      dialog: { saveAs: 'link.json' }
    })
  },
  'applink.rotateKey': {
    async prepare(world) {
      const former = await fingerprintNow(world)
      return {
        input: {},
        entries: [entry('key-made', key, expect.stringContaining(`${former} → `) as unknown as string)],
        once: true
      }
    }
  },
  'applink.importKey': {
    async prepare({ invoke, dialogs }) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const bytes = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
      const open = [{ name: 'key.pem', bytes: Buffer.from(bytes) }]
      return {
        input: { passphrase },
        entries: [entry('key-imported', key)],
        dialog: { open },
        once: true,
        fails: [
          () => {
            dialogs.open = open
            return invoke('applink.importKey', { passphrase: 'wrong' })
          }
        ]
      }
    }
  },
  'applink.exportKey': {
    async prepare(world) {
      return {
        input: { passphrase },
        entries: [entry('key-exported', 'key.pem', await fingerprintNow(world))],
        dialog: { saveAs: 'key.pem' },
        fails: [() => world.invoke('applink.exportKey', { passphrase: '漢'.repeat(1000) })]
      }
    }
  },
  'applink.finishKeyChange': {
    async prepare(world) {
      const { there } = await changing(world)
      return { input: { anyway: false }, entries: [entry('key-change-finished', key, there)], once: true }
    }
  },
  'applink.cancelKeyChange': {
    async prepare(world) {
      const { back } = await changing(world)
      return { input: { anyway: false }, entries: [entry('key-change-cancelled', key, back)], once: true }
    }
  },
  'doctor.saveReport': {
    async prepare({ invoke, jira }) {
      const { url } = await jira()
      const { id } = must(await invoke('doctor.start', { siteUrl: url }))
      must(await invoke('doctor.cancel', { runId: id }))
      return {
        input: { runId: id, format: 'markdown', userNames: true },
        entries: [entry('report-saved', 'report.md', `${new URL(url).host}, with names`)],
        dialog: { saveAs: 'report.md' },
        fails: [() => invoke('doctor.saveReport', { runId: 'none', format: 'json', userNames: false })]
      }
    }
  }
}
