/** What a Jira administrator enters to create the incoming application link, and the test whether it works. */
import { consumerName, defaultConsumerKey, type Applink } from '../../preload/contract/applink.ts'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import { fingerprint, publicKeyFrom, publicKeyOneLine } from '../jira/auth/oauth1-keys.ts'
import { requestToken } from '../jira/auth/oauth1-flow.ts'
import type { Transport } from '../net/transport.ts'
import type { KeyPair } from './key-pair.ts'

export interface ApplinkService {
  get(): Promise<Result<Applink>>
  test(input: { siteUrl: string; consumerKey: string }): Promise<Result<{ message: string }>>
}

export function createApplinkService(deps: {
  keys: { get(): Promise<Result<KeyPair>> }
  transport: Transport
  workspaceId: () => Promise<Result<string>>
}): ApplinkService {
  return {
    async get() {
      const [keys, workspace] = await Promise.all([deps.keys.get(), deps.workspaceId()])
      if (!keys.ok) return keys
      if (!workspace.ok) return workspace
      const derived = publicKeyFrom(keys.value.privateKey)
      if (!derived.ok) return derived
      const publicKey = derived.value
      return ok({
        consumerKey: defaultConsumerKey,
        consumerName,
        publicKey,
        publicKeyOneLine: publicKeyOneLine(publicKey),
        fingerprint: fingerprint(publicKey),
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
      return ok({ message: `The link works: ${new URL(siteUrl).host} gave AtTrack a request token.` })
    }
  }
}
