/** What a Jira administrator enters to create the incoming application link, and the test whether it works. */
import type { Applink, ChannelOutput, CheckedInput } from '../../preload/contract/index.ts'
import { consumerName, defaultConsumerKey } from '../../preload/contract/applink.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../desktop.ts'
import { fingerprint, publicKeyFrom, publicKeyOneLine } from '../jira/auth/oauth1-keys.ts'
import { requestToken } from '../jira/auth/oauth1-flow.ts'
import type { Transport } from '../net/transport.ts'
import type { KeyPair } from './key-pair.ts'

type Saved = Promise<Result<{ file: string | null }>>

export interface ApplinkService {
  get(input: CheckedInput<'applink.get'>): Promise<Result<Applink>>
  test(input: CheckedInput<'applink.test'>): Promise<Result<ChannelOutput<'applink.test'>>>
  saveSheet(input: CheckedInput<'applink.saveSheet'>): Saved
  saveLinkFile(input: CheckedInput<'applink.saveLinkFile'>): Saved
  openLinkFile(): Promise<Result<ChannelOutput<'applink.openLinkFile'>>>
  rotateKey(): Promise<Result<Applink>>
  importKey(input: CheckedInput<'applink.importKey'>): Promise<Result<Applink>>
  exportKey(input: CheckedInput<'applink.exportKey'>): Saved
  finishKeyChange(input: CheckedInput<'applink.finishKeyChange'>): Promise<Result<Applink>>
  cancelKeyChange(): Promise<Result<Applink>>
}

export function createApplinkService(deps: {
  keys: { get(): Promise<Result<KeyPair>> }
  transport: Transport
  workspaceId: () => Promise<Result<string>>
  desktop: Desktop
}): ApplinkService {
  const notYet = async (): Promise<Result<never>> => fail('internal', { where: 'the application link' })
  return {
    async get(input) {
      const [keys, workspace] = await Promise.all([deps.keys.get(), deps.workspaceId()])
      if (!keys.ok) return keys
      if (!workspace.ok) return workspace
      const derived = publicKeyFrom(keys.value.privateKey)
      if (!derived.ok) return derived
      const publicKey = derived.value
      return ok({
        consumerKey: input.consumerKey ?? defaultConsumerKey,
        consumerName,
        publicKey,
        publicKeyOneLine: publicKeyOneLine(publicKey),
        fingerprint: fingerprint(publicKey),
        createdAt: null,
        family: input.family ?? 'v10',
        steps: [],
        message: '',
        formerKey: null,
        // Jira only uses it as the link's name and identity, and reports "no response", which is ignored.
        // Each workspace has its own, since Jira refuses a second link with the same address.
        applicationUrl: `http://attrack.localhost/${workspace.value.slice(0, 8).toLowerCase()}`,
        // AtTrack names the real one, with its port, in every request for a token.
        callbackUrl: 'http://127.0.0.1/attrack'
      })
    },
    async test({ siteUrl, consumerKey }) {
      const keys = await deps.keys.get()
      if (!keys.ok) return keys
      const asked = await requestToken(deps.transport, {
        siteUrl,
        baseUrl: siteUrl,
        consumerKey,
        privateKey: keys.value.privateKey,
        callback: 'oob'
      })
      if (!asked.ok) return asked
      const derived = publicKeyFrom(keys.value.privateKey)
      if (!derived.ok) return derived
      return ok({
        message: `The link works: ${new URL(siteUrl).host} gave AtTrack a request token.`,
        fingerprint: fingerprint(derived.value)
      })
    },
    saveSheet: notYet,
    saveLinkFile: notYet,
    openLinkFile: notYet,
    rotateKey: notYet,
    importKey: notYet,
    exportKey: notYet,
    finishKeyChange: notYet,
    cancelKeyChange: notYet
  }
}
