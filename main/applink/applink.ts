/** What a Jira administrator needs to create the incoming application link, the test whether it works, and its keys. */
import path from 'node:path'
import type { Applink, ChannelOutput, CheckedInput } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditAction } from '../audit/actions.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { Desktop } from '../desktop.ts'
import { fingerprint } from '../jira/auth/oauth1-keys.ts'
import { requestToken } from '../jira/auth/oauth1-flow.ts'
import { fingerprintOf } from '../jira/auth/oauth1-signing-keys.ts'
import { findSite } from '../jira/site/find-site.ts'
import type { Transport } from '../net/transport.ts'
import type { HeldKeys, KeyRing } from './key-ring.ts'
import { letter, stepsOf } from './letter.ts'
import { readLinkFile, writeLinkFile } from './link-file.ts'
import { passphraseProblem, readPrivateKey, writePrivateKey } from './private-key-file.ts'
import { setupSheet } from './sheet.ts'
import { toPublicKey, valuesFor, valuesFromFile, type LinkValues, type Subject } from './values.ts'

type Saved = Promise<Result<{ file: string | null }>>
type KeyAction = Extract<AuditAction, `key-${string}`>

export interface ApplinkService {
  /** Works without network and without any connection. */
  get(input: Subject): Promise<Result<Applink>>
  test(input: CheckedInput<'applink.test'>): Promise<Result<ChannelOutput<'applink.test'>>>
  saveSheet(input: CheckedInput<'applink.saveSheet'>): Saved
  saveLinkFile(input: CheckedInput<'applink.saveLinkFile'>): Saved
  openLinkFile(): Promise<Result<ChannelOutput<'applink.openLinkFile'>>>
  rotateKey(): Promise<Result<Applink>>
  importKey(input: CheckedInput<'applink.importKey'>): Promise<Result<Applink>>
  exportKey(input: CheckedInput<'applink.exportKey'>): Saved
  finishKeyChange(input: CheckedInput<'applink.finishKeyChange'>): Promise<Result<Applink>>
  cancelKeyChange(input: CheckedInput<'applink.cancelKeyChange'>): Promise<Result<Applink>>
}

/** An application link that connections use. */
export interface UsedLink {
  readonly siteUrl: string
  readonly baseUrl: string
  readonly consumerKey: string
}

export interface ApplinkDeps {
  readonly keys: KeyRing
  readonly transport: Transport
  readonly workspaceId: () => Promise<Result<string>>
  readonly desktop: Desktop
  readonly audit: Pick<AuditLog, 'record' | 'recordFirst'>
  readonly usedLinks: () => Promise<Result<readonly UsedLink[]>>
  /** A link was just seen to work: whoever waits for it may know. */
  readonly linkWorks: (siteUrl: string, consumerKey: string) => Promise<void>
  /** The keys are others now. */
  readonly changed: () => void
}

const linkFiles = { name: 'AtTrack link file', extensions: ['json'] }
const pemFiles = { name: 'Private key (PEM)', extensions: ['pem', 'key'] }
const maxFileBytes = 64 * 1024

/** `AtTrack application link - jira.example.com.pdf`; a port's colon is no part of a file name. */
const suggestedName = (siteUrl: string | null, ending: string): string => {
  const host = siteUrl === null ? '' : ` - ${new URL(siteUrl).host.replace(/[^\w.-]+/g, '-')}`
  return `AtTrack application link${host}${ending}`
}

export function createApplinkService(deps: ApplinkDeps): ApplinkService {
  const { keys, desktop, transport, audit } = deps

  const describe = async (subject: Subject): Promise<Result<{ held: HeldKeys; values: LinkValues }>> => {
    const [held, workspace] = await Promise.all([keys.get(), deps.workspaceId()])
    if (!held.ok) return held
    if (!workspace.ok) return workspace
    return ok({ held: held.value, values: valuesFor(subject, held.value, workspace.value) })
  }

  const get = async (subject: Subject): Promise<Result<Applink>> => {
    const described = await describe(subject)
    if (!described.ok) return described
    const { held, values } = described.value
    const { consumerKey, consumerName, applicationUrl, callbackUrl, family } = values
    return ok({
      ...toPublicKey(held.handOut),
      consumerKey,
      consumerName,
      applicationUrl,
      callbackUrl,
      family,
      steps: stepsOf(values),
      message: letter(values),
      formerKey: held.former ? toPublicKey(held.former) : null
    })
  }

  /** A change that changes nothing – the same key again, none to forget – is not noted. */
  const change = async (action: KeyAction, work: () => Promise<Result<HeldKeys>>): Promise<Result<Applink>> => {
    const before = await keys.get()
    if (!before.ok) return before
    const changed = await work()
    if (!changed.ok) return changed
    const [from, to] = [
      action === 'key-change-finished' ? (before.value.former ?? before.value.handOut) : before.value.handOut,
      changed.value.handOut
    ].map(({ publicKey }) => fingerprint(publicKey))
    if (from !== to) await audit.record(action, 'The key for application links', `${from} → ${to}`)
    deps.changed()
    return get({})
  }

  const toFile = async (
    saving: Promise<Result<string | null>>,
    note: (fileName: string) => Promise<void> = async () => {}
  ): Saved => {
    const saved = await saving
    if (!saved.ok) return saved
    if (saved.value !== null) await note(path.basename(saved.value))
    return ok({ file: saved.value })
  }
  const noteKit =
    (action: 'sheet-saved' | 'link-file-saved', siteUrl: string | null) =>
    (fileName: string): Promise<void> =>
      audit.record(action, fileName, siteUrl === null ? '' : new URL(siteUrl).host)

  /** Asks one link's Jira for a request token; the ring then knows which key it accepted. */
  const ask = async (link: UsedLink, clientId?: string): Promise<Result<string>> => {
    const signing = await keys.forLink(link.siteUrl, link.consumerKey)
    if (!signing.ok) return signing
    const asked = await requestToken(transport, {
      ...link,
      keys: signing.value,
      callback: 'oob',
      ...(clientId ? { clientId } : {})
    })
    return asked.ok ? ok(fingerprintOf(signing.value.current())) : asked
  }

  /**
   * The addresses whose link was not seen to accept the key that stays. Links that work with neither key are not among them.
   * @param afresh what a Jira accepted before is not enough: its key may have been replaced since.
   */
  const whoLacks = async (staying: string, afresh: boolean): Promise<Result<string[]>> => {
    const links = await deps.usedLinks()
    if (!links.ok) return links
    const needs = await Promise.all(
      links.value.map(async (link) => {
        const known = () => keys.acceptedBy(link.siteUrl, link.consumerKey)?.publicKey
        if (known() === staying && !afresh) return false
        const asked = await ask(link)
        if (asked.ok) return known() !== staying
        return !['oauth-consumer-unknown', 'oauth-key-differs', 'oauth-link-is-oauth2'].includes(asked.failure.code)
      })
    )
    return ok(links.value.filter((_, index) => needs[index]).map(({ siteUrl }) => siteUrl))
  }

  return {
    get,
    async test({ siteUrl: pasted, consumerKey, clientId }) {
      const site = await findSite(transport, pasted)
      if (!site.ok) return site.failure.code === 'address-invalid' ? err({ ...site.failure, field: 'siteUrl' }) : site
      const { url: siteUrl, baseUrl } = site.value
      const asked = await ask({ siteUrl, baseUrl, consumerKey }, clientId)
      if (!asked.ok) return asked
      await deps.linkWorks(siteUrl, consumerKey)
      const held = await keys.get()
      if (!held.ok) return held
      const { former } = held.value
      const works = `The link works: ${new URL(siteUrl).host} gave AtTrack a request token.`
      const withFormer = former !== null && asked.value === fingerprint(former.publicKey)
      return ok({
        message: withFormer ? `${works} It still holds the former key; the new one is to be entered.` : works,
        fingerprint: asked.value
      })
    },

    async saveSheet({ format, ...subject }) {
      const described = await describe(subject)
      if (!described.ok) return described
      const { values } = described.value
      const html = setupSheet(values, new Date())
      const bytes = format === 'html' ? ok(Buffer.from(html)) : await desktop.printPdf(html)
      if (!bytes.ok) return bytes
      return toFile(
        desktop.saveFile({
          title: 'Save setup sheet',
          suggestedName: suggestedName(values.siteUrl, `.${format}`),
          kinds: [format === 'pdf' ? { name: 'PDF', extensions: ['pdf'] } : { name: 'Web page', extensions: ['html'] }],
          bytes: bytes.value
        }),
        noteKit('sheet-saved', values.siteUrl)
      )
    },

    async saveLinkFile(subject) {
      const described = await describe(subject)
      if (!described.ok) return described
      const { values } = described.value
      return toFile(
        desktop.saveFile({
          title: 'Save link file',
          suggestedName: suggestedName(values.siteUrl, '.attrack-link.json'),
          kinds: [linkFiles],
          bytes: writeLinkFile(values, new Date())
        }),
        noteKit('link-file-saved', values.siteUrl)
      )
    },

    async openLinkFile() {
      const chosen = await desktop.openFiles({ title: 'Open link file', kinds: [linkFiles], maxBytes: maxFileBytes })
      if (!chosen.ok) return chosen
      const link = readLinkFile(chosen.value[0]?.bytes ?? new Uint8Array())
      if (!link.ok) return link
      const held = await keys.get()
      if (!held.ok) return held
      const { handOut, former } = held.value
      const values = valuesFromFile(link.value)
      const own = [handOut, ...(former ? [former] : [])].map(({ publicKey }) => fingerprint(publicKey))
      return ok({
        link: link.value,
        sameKey: own.includes(fingerprint(link.value.publicKey)),
        message: letter(values),
        steps: stepsOf(values)
      })
    },

    rotateKey: () => change('key-made', () => keys.rotate()),

    async importKey({ passphrase }) {
      const chosen = await desktop.openFiles({ title: 'Import a key', kinds: [pemFiles], maxBytes: maxFileBytes })
      if (!chosen.ok) return chosen
      const key = await readPrivateKey(chosen.value[0]?.bytes ?? new Uint8Array(), passphrase)
      return key.ok ? change('key-imported', () => keys.take(key.value)) : key
    },

    async exportKey({ passphrase }) {
      const problem = passphraseProblem(passphrase)
      if (problem !== null) return fail('invalid-input', { field: 'passphrase', problem }, { field: 'passphrase' })
      const held = await keys.get()
      if (!held.ok) return held
      const { privateKey, publicKey } = held.value.handOut
      return toFile(
        desktop.saveFile({
          title: 'Export the private key',
          suggestedName: `AtTrack private key ${fingerprint(publicKey).replaceAll(':', '').slice(0, 8)}.pem`,
          kinds: [pemFiles],
          // Noted before: the key leaves the keychain only if that is written down.
          async bytes(fileName) {
            const noted = await audit.recordFirst('key-exported', fileName, fingerprint(publicKey))
            return noted.ok ? ok(Buffer.from(writePrivateKey(privateKey, passphrase))) : noted
          },
          secret: true
        })
      )
    },

    async finishKeyChange({ anyway }) {
      const held = await keys.get()
      if (!held.ok) return held
      if (held.value.former && !anyway) {
        const lack = await whoLacks(held.value.handOut.publicKey, false)
        if (!lack.ok) return lack
        if (lack.value.length > 0) return fail('key-still-needed', { sites: lack.value.join(', '), other: 'new' })
      }
      return change('key-change-finished', () => keys.finish())
    },

    async cancelKeyChange({ anyway }) {
      const held = await keys.get()
      if (!held.ok) return held
      if (held.value.former && !anyway) {
        const lack = await whoLacks(held.value.former.publicKey, true)
        if (!lack.ok) return lack
        if (lack.value.length > 0) return fail('key-still-needed', { sites: lack.value.join(', '), other: 'former' })
      }
      return change('key-change-cancelled', () => keys.cancel())
    }
  }
}
