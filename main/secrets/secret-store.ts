/**
 * Where secrets live: the operating system's keychain through keytar, or – when the person chose
 * "keep until I quit" – this process's memory. Never a file of ours.
 * Service `AtTrack`, account `<kind>:<id>`.
 */
import { fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'

/** What a secret is for; part of its account name. */
export type SecretKind =
  | 'password'
  | 'oauth1-token'
  | 'oauth1-key'
  | 'pat'
  | 'oauth2-grant'
  | 'oauth2-client'
  | 'api-token'
  /** Of a proxy, by its `scheme://host:port`. */
  | 'proxy'
  /** Opens the client certificate that is sealed in the workspace, by a digest of the Jira's origin. */
  | 'client-certificate-key'

export interface SecretStore {
  get(kind: SecretKind, id: string): Promise<Result<string | null>>
  set(kind: SecretKind, id: string, secret: string): Promise<Result<null>>
  remove(kind: SecretKind, id: string): Promise<Result<null>>
  /** Asks the keychain whether it answers at all. */
  state(): Promise<{ state: 'available' | 'missing' | 'session'; failure?: Failure }>
  /** From now on secrets stay in memory until the app quits. */
  keepUntilQuit(): void
}

/** The part of keytar that is used; it is imported lazily, since loading it needs the system's libsecret. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

export const service = 'AtTrack'
/** A Windows credential holds at most this many bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE). */
export const maxSecretBytes = 2560

/** @param loadKeychain keytar's import; a failing import counts as "no keychain". */
export function createSecretStore(loadKeychain: () => Promise<Keychain>): SecretStore {
  const memory = new Map<string, string>()
  let inMemory = false
  let keychain: Promise<Keychain> | undefined

  /** Keychain daemons can hang (a prompt nobody answers); 20 s then counts as unreachable. */
  const run = async <T>(action: (chain: Keychain) => Promise<T>): Promise<Result<T>> => {
    let timer: NodeJS.Timeout | undefined
    try {
      keychain ??= loadKeychain()
      const limit = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('The keychain did not answer within 20 seconds.')), 20_000)
      })
      return ok(await Promise.race([keychain.then(action), limit]))
    } catch (error) {
      keychain = undefined
      return fail('keychain-missing', { detail: describe(error) })
    } finally {
      clearTimeout(timer)
    }
  }
  const account = (kind: SecretKind, id: string): string => `${kind}:${id}`

  return {
    async get(kind, id) {
      const held = memory.get(account(kind, id))
      if (held !== undefined || inMemory) return ok(held ?? null)
      return run((chain) => chain.getPassword(service, account(kind, id)))
    },
    async set(kind, id, secret) {
      if (Buffer.byteLength(secret) > maxSecretBytes) return fail('internal', { where: 'keychain: secret too long' })
      if (inMemory) {
        memory.set(account(kind, id), secret)
        return ok(null)
      }
      const saved = await run((chain) => chain.setPassword(service, account(kind, id), secret))
      return saved.ok ? ok(null) : saved
    },
    async remove(kind, id) {
      memory.delete(account(kind, id))
      const removed = await run((chain) => chain.deletePassword(service, account(kind, id)))
      return removed.ok || inMemory ? ok(null) : removed
    },
    async state() {
      if (inMemory) return { state: 'session' }
      const probe = await run((chain) => chain.getPassword(service, 'probe:keychain'))
      return probe.ok ? { state: 'available' } : { state: 'missing', failure: probe.failure }
    },
    keepUntilQuit() {
      inMemory = true
    }
  }
}

/** The keychain's own words hold names of buses and files, never a secret; still only the first line, shortened. */
const describe = (error: unknown): string =>
  ((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').slice(0, 200)
