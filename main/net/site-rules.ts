/**
 * What is set for the way to each Jira, by origin: read from the workspace once, then kept in memory. A request asks
 * for its rules before it goes out; when they cannot be read it does not go out, for a pin might be among them.
 */
import { X509Certificate } from 'node:crypto'
import type { Certificate, ProxySetting } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { NetworkRecord, StoreClient } from '../store/api.ts'
import {
  describeClientCertificate,
  deserialise,
  serialise,
  type ClientCertificate
} from './certificates/client-certificate.ts'
import { createCertificateKeys } from './certificate-keys.ts'
import { proxyRoute, type ProxyRoute } from './route.ts'

/** One object as long as nothing changes: sessions and agents are kept by it. */
export interface SiteRules {
  /** `https://jira.example.com:8443` */
  readonly origin: string
  readonly authorities: readonly X509Certificate[]
  /** The one certificate trusted as it is; nothing else is then. */
  readonly pin: X509Certificate | null
  readonly clientCertificate: NonNullable<NetworkRecord['clientCertificate']> | null
  readonly proxy: ProxySetting
}

export type RuleChange = Partial<Omit<SiteRules, 'origin' | 'clientCertificate'>>

export interface SiteRulesStore {
  /** Of an origin itself. Failures: the store's. */
  of(origin: string): Promise<Result<SiteRules>>
  /**
   * For a request. An origin that has no way of its own takes that of `site`, on whose behalf it is asked: Atlassian's
   * gateway goes the way the Jira's proxy setting says.
   */
  forRequest(url: string, site?: string): Promise<Result<SiteRules>>
  /** Of an origin, as far as anything is set; for pages that lead from one to another. Loaded by the first request. */
  known(origin: string): SiteRules | null
  /** The proxies that were entered by hand, for any Jira; none when the workspace cannot be read. */
  enteredProxies(): Promise<readonly ProxyRoute[]>
  /** False once a change has replaced them: what was prepared by them must not be sent any more. */
  hold(rules: SiteRules): boolean
  change(origin: string, change: RuleChange): Promise<Result<SiteRules>>
  /** Keeps it sealed, its key in the keychain. Failures: `keychain-missing`, the store's. */
  setClientCertificate(origin: string, certificate: ClientCertificate | null): Promise<Result<SiteRules>>
  /** Null without one. `client-certificate-needed` when its key is gone: kept until quit, or removed by hand. */
  clientCertificate(rules: SiteRules): Promise<Result<ClientCertificate | null>>
  /** Removes everything set for an origin, and its key. */
  remove(origin: string): Promise<Result<null>>
  /** Called with rules that hold no longer, before the change is announced. */
  onGone(listener: (gone: readonly SiteRules[]) => void): void
}

/** Whether a request to that origin is like any other. */
export const isPlain = ({ authorities, pin, clientCertificate, proxy }: SiteRules): boolean =>
  authorities.length === 0 && pin === null && clientCertificate === null && proxy.mode === 'system'

/** Of an origin for which nothing is set. */
export const plainRules = (origin: string): SiteRules => ({
  origin,
  authorities: [],
  pin: null,
  clientCertificate: null,
  proxy: { mode: 'system' }
})

/** What settings are kept by: the origin, of a name without the dot that may end it. Throws what `URL` throws. */
export function siteOrigin(url: string): string {
  const { protocol, host } = new URL(url)
  const origin = `${protocol}//${host.replace(/(?<=[^.])\.+(?=:\d+$|$)/, '')}`
  try {
    if (new URL(origin).origin === origin) return origin
  } catch {
    // Left as it is: without its dots `1..` would be an IPv4 address, or none.
  }
  return `${protocol}//${host}`
}

const toRules = (record: NetworkRecord): SiteRules => ({
  origin: record.origin,
  authorities: record.authorities.map((pem) => new X509Certificate(pem)),
  pin: record.pin === null ? null : new X509Certificate(record.pin),
  clientCertificate: record.clientCertificate,
  proxy: record.proxy
})

/** A record that was tampered with stops everything: what it was to forbid is not known. */
function allRules(records: Result<NetworkRecord[]>): Result<SiteRules[]> {
  if (!records.ok) return records
  try {
    return ok(records.value.map(toRules))
  } catch {
    return fail('internal', { where: 'the network settings in the workspace' })
  }
}

const toRecord = ({ origin, authorities, pin, clientCertificate, proxy }: SiteRules): NetworkRecord => ({
  origin,
  authorities: authorities.map(String),
  pin: pin && pin.toString(),
  clientCertificate,
  proxy
})

export function createSiteRules({ store, secrets }: { store: StoreClient; secrets: SecretStore }): SiteRulesStore {
  const own = new Map<string, SiteRules>()
  /** Rules made of two origins' settings, by both. */
  const joined = new Map<string, SiteRules>()
  const opened = new WeakMap<SiteRules, ClientCertificate>()
  const over = new WeakSet<SiteRules>()
  const keys = createCertificateKeys(secrets)
  const listeners: ((gone: readonly SiteRules[]) => void)[] = []
  let loading: Promise<Result<null>> | undefined
  let lastChange: Promise<unknown> = Promise.resolve()

  const load = (): Promise<Result<null>> => {
    loading ??= (async () => {
      const read = allRules(await store.listNetworks({}))
      if (read.ok) for (const one of read.value) own.set(one.origin, one)
      // Asked again next time: the workspace may only have been busy.
      else loading = undefined
      return read.ok ? ok(null) : read
    })()
    return loading
  }

  const ofOrigin = (origin: string): SiteRules => {
    const known = own.get(origin)
    if (known) return known
    const plain = plainRules(origin)
    own.set(origin, plain)
    return plain
  }

  const replace = (origin: string, next: SiteRules | null): void => {
    const gone = [own.get(origin), ...joined.values()].filter((one) => one !== undefined)
    joined.clear()
    if (next) own.set(origin, next)
    else own.delete(origin)
    for (const one of gone) over.add(one)
    for (const listener of listeners) listener(gone)
  }

  /** One change after the other: each begins with what the one before it left. */
  const inTurn = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const mine = lastChange.then(async () => {
      const loaded = await load()
      return loaded.ok ? work() : loaded
    })
    lastChange = mine
    return mine
  }

  const save = async (next: SiteRules): Promise<Result<SiteRules>> => {
    const saved = isPlain(next)
      ? await store.removeNetwork({ origin: next.origin })
      : await store.saveNetwork(toRecord(next))
    if (!saved.ok) return saved
    replace(next.origin, next)
    return ok(next)
  }

  const rules: SiteRulesStore = {
    async of(origin) {
      const loaded = await load()
      return loaded.ok ? ok(ofOrigin(origin)) : loaded
    },
    async forRequest(url, site) {
      const loaded = await load()
      if (!loaded.ok) return loaded
      const mine = ofOrigin(siteOrigin(url))
      const others = site === undefined ? mine : ofOrigin(siteOrigin(site))
      if (mine.proxy.mode !== 'system' || others.proxy.mode === 'system') return ok(mine)
      const name = `${mine.origin} ${others.origin}`
      const both = joined.get(name) ?? { ...mine, proxy: others.proxy }
      joined.set(name, both)
      return ok(both)
    },
    known: (origin) => own.get(origin) ?? null,
    async enteredProxies() {
      await load()
      return [...own.values()].flatMap(({ proxy }) => (proxy.mode === 'manual' ? [proxyRoute(proxy.url)] : []))
    },
    hold: (given) => !over.has(given),
    change: (origin, change) => inTurn(() => save({ ...ofOrigin(origin), ...change })),
    setClientCertificate: (origin, certificate) =>
      inTurn(async () => {
        const before = ofOrigin(origin)
        if (!certificate) return keys.remove(origin, () => save({ ...before, clientCertificate: null }))
        const description: Certificate = describeClientCertificate(certificate)
        return keys.replace(origin, before.clientCertificate?.sealed ?? null, serialise(certificate), (sealed) =>
          save({ ...before, clientCertificate: { description, sealed } })
        )
      }),
    async clientCertificate(given) {
      if (!given.clientCertificate) return ok(null)
      const known = opened.get(given)
      if (known) return ok(known)
      const text = await keys.open(given.origin, given.clientCertificate.sealed)
      if (!text.ok) return text
      const read = text.value === null ? null : deserialise(text.value)
      if (!read?.ok) return fail('client-certificate-needed', { host: new URL(given.origin).hostname })
      opened.set(given, read.value)
      return read
    },
    remove: (origin) =>
      inTurn(async () => {
        const remove = async (): Promise<Result<null>> => {
          const gone = await store.removeNetwork({ origin })
          if (gone.ok) replace(origin, null)
          return gone
        }
        return ofOrigin(origin).clientCertificate ? keys.remove(origin, remove) : remove()
      }),
    onGone: (listener) => void listeners.push(listener)
  }
  return rules
}
