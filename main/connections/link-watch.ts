/**
 * Connections that wait for the Jira administrator to make the application link (OAuth 1.0). Now and then – and when the
 * person comes back to AtTrack – the Jira is asked for a request token, which is thrown away. When it gives one, the
 * connection can be signed in. Everything is in the connection's record, so waiting outlasts a restart.
 */
import { randomUUID } from 'node:crypto'
import type { Site } from '../../preload/contract/connections.ts'
import { fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { KeyRing } from '../applink/key-ring.ts'
import { requestToken } from '../jira/auth/oauth1-flow.ts'
import { retryAtOf } from '../jira/rate-limit/retry-at.ts'
import { actingName } from '../members/acting.ts'
import type { Transport } from '../net/transport.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import { isForLink } from './connection-record.ts'
import type { Generations } from './generations.ts'
import { statusAfter } from './status.ts'

export interface LinkWatchDeps {
  readonly store: StoreClient
  readonly transport: Transport
  readonly keys: Pick<KeyRing, 'forLink'>
  readonly generations: Generations
  readonly changed: () => void
  /** A link that was waited for works now. @param noticed by AtTrack itself: nobody was looking. */
  readonly linkReady: (connectionId: string, host: string, noticed: boolean) => void
}

export interface LinkWatch {
  /** The waiting connection of a site, made if there is none; asks its Jira at once. */
  wait(site: Site, consumerKey: string): Promise<Result<ConnectionRecord>>
  /** Asks the Jira of a connection without a user whether its link works, whatever was planned. */
  check(record: ConnectionRecord): Promise<Result<ConnectionRecord>>
  /** Asks for each waiting connection whose time has come. `now`: ms since 1970. */
  look(now: number): Promise<void>
  /** The person is back at the window: asks at once, unless that was just done. */
  lookAgain(now: number): Promise<void>
  /** Somebody has just seen that this link works. */
  works(siteUrl: string, consumerKey: string): Promise<void>
}

const minute = 60_000
/** Coming back to the window again and again asks at most this often. */
const shortestPauseMs = 15_000
/** Nothing is planned further ahead: what seems to be was planned by a clock that has been set right since. */
const longestPauseMs = 120 * minute

/**
 * How long until the next look at a link that has been waited for this long, both in ms: often at first, then seldom.
 * Below zero the waiting began by a clock that was ahead: that says how far, not how long.
 */
export const pauseAfter = (waitedMs: number): number =>
  Math.abs(waitedMs) < 10 * minute ? minute : Math.abs(waitedMs) < 60 * minute ? 5 * minute : 15 * minute
/** A locked keychain puts a question to the person each time. */
const keychainPauseMs = 15 * minute

/** Asking sooner than planned does harm: Jira wants to be left alone, or a question for the keychain comes up again. */
const keepsToPlan = ({ failure }: ConnectionRecord): boolean =>
  failure?.code === 'rate-limited' || failure?.code === 'keychain-missing'

const isWaiting = (record: ConnectionRecord): boolean =>
  isForLink(record) && record.status === 'waiting-for-administrator'

const isDue = ({ nextTryAt }: ConnectionRecord, now: number): boolean =>
  nextTryAt === null || nextTryAt <= now || nextTryAt - now > longestPauseMs

export function createLinkWatch(deps: LinkWatchDeps): LinkWatch {
  const { store, generations } = deps
  /** Never two questions about the same connection at once: who comes second gets the answer to the first. */
  const asking = new Map<string, Promise<Result<ConnectionRecord>>>()
  const askedAt = new Map<string, number>()
  const gone = fail('not-found', { what: 'This connection' })

  const save = async (id: string, change: Partial<Omit<ConnectionRecord, 'id'>>): Promise<Result<ConnectionRecord>> => {
    const saved = await store.updateConnection({ id, change })
    deps.changed()
    if (!saved.ok) return saved
    return saved.value ? ok(saved.value) : gone
  }

  const ready = async (record: ConnectionRecord, noticed: boolean): Promise<Result<ConnectionRecord>> => {
    const change = { status: 'needs-sign-in', failure: null, lastSuccessAt: Date.now(), nextTryAt: null } as const
    const saved = await save(record.id, change)
    if (saved.ok && record.status !== 'needs-sign-in') deps.linkReady(record.id, new URL(record.siteUrl).host, noticed)
    return saved
  }

  /** What is not about the link – a network that is away, a busy Jira – is shown, and waiting goes on. */
  const stillWaiting = (record: ConnectionRecord, why: Failure): Promise<Result<ConnectionRecord>> => {
    const now = Date.now()
    // A link that worked before is only unsaid by its Jira, not by a network that is away.
    if (!isWaiting(record) && statusAfter(why.code) !== 'waiting-for-administrator')
      return save(record.id, { failure: why })
    const pause = why.code === 'keychain-missing' ? keychainPauseMs : pauseAfter(now - record.createdAt)
    return save(record.id, {
      status: 'waiting-for-administrator',
      // That there is no link yet is what is waited for.
      failure: why.code === 'oauth-consumer-unknown' ? null : why,
      nextTryAt: Math.max(retryAtOf(why, now) ?? 0, now + pause)
    })
  }

  const ask = async (record: ConnectionRecord, noticed: boolean): Promise<Result<ConnectionRecord>> => {
    const { id, siteUrl, baseUrl } = record
    const consumerKey = record.consumerKey ?? ''
    const seenWith = generations.now(id)
    const keys = await deps.keys.forLink(siteUrl, consumerKey)
    const asked = keys.ok
      ? await requestToken(deps.transport, { siteUrl, baseUrl, consumerKey, keys: keys.value, callback: 'oob' })
      : keys
    const present = await store.getConnection({ id })
    if (!present.ok) return present
    if (!present.value) return gone
    // Signed in, removed, or waiting for another link meanwhile: nothing may be written over that.
    const same = isForLink(present.value) && present.value.consumerKey === record.consumerKey
    if (!same || seenWith !== generations.now(id)) return ok(present.value)
    return asked.ok ? ready(present.value, noticed) : stillWaiting(present.value, asked.failure)
  }

  const askOnce = (record: ConnectionRecord, noticed: boolean): Promise<Result<ConnectionRecord>> => {
    const present = asking.get(record.id)
    if (present) return present
    askedAt.set(record.id, Date.now())
    const mine = ask(record, noticed).finally(() => asking.delete(record.id))
    asking.set(record.id, mine)
    return mine
  }

  const forLinks = async (): Promise<ConnectionRecord[]> => {
    const all = await store.listConnections({})
    return all.ok ? all.value.filter(isForLink) : []
  }
  const askAll = async (which: (record: ConnectionRecord) => boolean): Promise<void> => {
    const waiting = (await forLinks()).filter((one) => isWaiting(one) && which(one))
    await Promise.all(waiting.map((one) => askOnce(one, true)))
  }

  const wait = async (site: Site, consumerKey: string): Promise<Result<ConnectionRecord>> => {
    const waiting = {
      siteUrl: site.url,
      apiUrl: site.url,
      baseUrl: site.baseUrl,
      title: site.title,
      version: site.version,
      consumerKey,
      status: 'waiting-for-administrator',
      failure: null,
      nextTryAt: null,
      authorisedBy: actingName()
    } as const
    const there = (await forLinks()).find((one) => one.siteUrl === site.url)
    if (there) {
      // With another consumer key what is being asked counts no longer, nor what was begun until this is saved.
      generations.raise(there.id)
      const saved = await save(there.id, waiting)
      generations.raise(there.id)
      await asking.get(there.id)
      return saved.ok ? askOnce(saved.value, false) : saved
    }
    const made = await store.saveConnection({
      ...waiting,
      id: randomUUID(),
      product: 'server',
      method: 'oauth1',
      userName: '',
      userDisplayName: '',
      cloudId: null,
      accountId: null,
      email: null,
      grantId: null,
      clientId: null,
      apiToken: null,
      credentialExpiresAt: null,
      lastSuccessAt: null,
      createdAt: Date.now()
    })
    deps.changed()
    return made.ok ? askOnce(made.value, false) : made
  }

  /** One after the other: a second click must not make a second record. */
  let line: Promise<unknown> = Promise.resolve()

  return {
    wait(site, consumerKey) {
      const mine = line.then(() => wait(site, consumerKey))
      line = mine.catch(() => {})
      return mine
    },
    check: (record) => askOnce(record, false),
    look: (now) => askAll((one) => isDue(one, now)),
    lookAgain: (now) =>
      askAll((one) =>
        keepsToPlan(one) ? isDue(one, now) : Math.abs(now - (askedAt.get(one.id) ?? 0)) >= shortestPauseMs
      ),
    async works(siteUrl, consumerKey) {
      for (const one of await forLinks())
        if (one.siteUrl === siteUrl && one.consumerKey === consumerKey && isWaiting(one)) await ready(one, false)
    }
  }
}
