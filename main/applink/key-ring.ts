/**
 * The workspace's keys: one, or two while the key is being changed. Private keys live in the keychain, the public ones
 * are derived from them. The key in use is one entry, the next one another (`<workspace>.next`), and each step of a
 * change is a single write that leaves a working key behind wherever it is cut short:
 * begin = write the next; finish = write it over the one in use, then remove its own entry; cancel = remove the next.
 * While secrets are kept until the app quits nothing is removed: the keychain's keys are to be there afterwards.
 */
import type { KeyObject } from 'node:crypto'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { generateKeyPair, parsePrivateKey, publicKeyOf } from '../jira/auth/oauth1-keys.ts'
import type { SigningKeys } from '../jira/auth/oauth1-signing-keys.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import { readKeyEntry, writeKeyEntry } from './key-entry.ts'

export interface HeldKey {
  readonly privateKey: KeyObject
  /** SPKI PEM. */
  readonly publicKey: string
  /** ms since 1970; null for keys of before this was noted. */
  readonly createdAt: number | null
}

export interface HeldKeys {
  /** The one to enter in Jira: the next one while keys are being changed. */
  readonly handOut: HeldKey
  /** While keys are being changed: the one that goes on working until that is finished. */
  readonly former: HeldKey | null
}

/** Failures of all: `keychain-missing`, `oauth-key-invalid` (somebody changed the entry; it is never overwritten). */
export interface KeyRing {
  /** Makes a key on first use. */
  get(): Promise<Result<HeldKeys>>
  /** The keys for one application link: the one that Jira accepted last comes first. */
  forLink(siteUrl: string, consumerKey: string): Promise<Result<SigningKeys>>
  /** Which key the link's Jira accepted last, as far as it was asked since the start; null when unknown. */
  acceptedBy(siteUrl: string, consumerKey: string): HeldKey | null
  /** Begins a change with a fresh key. While one is under way nothing changes: its key may be in some Jira already. */
  rotate(): Promise<Result<HeldKeys>>
  /** Begins a change with this key. Fails with `already-exists` while a change to another one is under way. */
  take(privateKey: KeyObject): Promise<Result<HeldKeys>>
  finish(): Promise<Result<HeldKeys>>
  cancel(): Promise<Result<HeldKeys>>
}

interface State {
  readonly inUse: HeldKey
  readonly next: HeldKey | null
}

interface Memory {
  readonly use: HeldKey
  readonly accepted: boolean
}

const kind = 'oauth1-key'
const held = (privateKey: KeyObject, createdAt: number | null): HeldKey => ({
  privateKey,
  publicKey: publicKeyOf(privateKey),
  createdAt
})
const isSame = (a: HeldKey | null, b: HeldKey | null): boolean => a !== null && a.publicKey === b?.publicKey
const toHeld = ({ inUse, next }: State): HeldKeys =>
  next ? { handOut: next, former: inUse } : { handOut: inUse, former: null }

/** @param workspaceId names the keychain entries. */
export function createKeyRing(secrets: SecretStore, workspaceId: () => Promise<Result<string>>): KeyRing {
  let state: State | undefined
  const memory = new Map<string, Memory>()
  const linkName = (siteUrl: string, consumerKey: string): string => `${siteUrl} ${consumerKey}`

  /** One after the other: two callers at first use must not make two keys, and changes must not cross. */
  let line: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = line.then(work)
    line = mine.catch(() => {})
    return mine
  }

  const read = async (id: string): Promise<Result<HeldKey | null>> => {
    const entry = await secrets.get(kind, id)
    if (!entry.ok) return entry
    if (entry.value === null) return ok(null)
    const key = readKeyEntry(entry.value)
    return key.ok ? ok(held(key.value.privateKey, key.value.createdAt)) : key
  }
  const write = async (id: string, key: HeldKey): Promise<Result<null>> => {
    const text = writeKeyEntry(key)
    return text === null
      ? fail('private-key-unreadable', { problem: 'The key is too long to be kept in a keychain.' })
      : secrets.set(kind, id, text)
  }
  const fresh = async (): Promise<Result<HeldKey>> => {
    const made = parsePrivateKey((await generateKeyPair()).privateKey)
    return made.ok ? ok(held(made.value, Date.now())) : made
  }

  /** Null when there is no key yet. */
  const find = async (id: string): Promise<Result<State | null>> => {
    const inUse = await read(id)
    if (!inUse.ok) return inUse
    const next = await read(`${id}.next`)
    // An unreadable next key is none: the one in use goes on working, and the next change writes over it.
    if (!next.ok && next.failure.code !== 'oauth-key-invalid') return next
    const nextKey = next.ok ? next.value : null
    if (inUse.value !== null) return ok({ inUse: inUse.value, next: isSame(nextKey, inUse.value) ? null : nextKey })
    return nextKey ? saveFirst(id, nextKey) : ok(null)
  }
  const saveFirst = async (id: string, first: HeldKey): Promise<Result<State>> => {
    const saved = await write(id, first)
    return saved.ok ? ok({ inUse: first, next: null }) : saved
  }
  const isSession = async (): Promise<boolean> => (await secrets.state()).state === 'session'

  const load = async (id: string): Promise<Result<State>> => {
    const found = await find(id)
    if (!found.ok) return found
    if (found.value) return ok(found.value)
    const first = await fresh()
    if (!first.ok) return first
    if (await isSession()) return saveFirst(id, first.value)
    // A keychain whose unlocking was dismissed looks empty (libsecret), and asks again when something is written: a key
    // written over the one that then comes to light would be lost. So another entry is written before, and looked again.
    const opened = await write(`${id}.first`, first.value)
    if (!opened.ok) return opened
    const again = await find(id)
    const present = !again.ok ? again : again.value ? ok(again.value) : await saveFirst(id, first.value)
    await secrets.remove(kind, `${id}.first`)
    return present
  }

  /** Runs `work` on the present state, in turn; what it returns is the new one. */
  const change = (work: (now: State, id: string) => Promise<Result<State>>): Promise<Result<HeldKeys>> =>
    inTurn(async () => {
      const id = await workspaceId()
      if (!id.ok) return id
      const now = state ? ok(state) : await load(id.value)
      if (!now.ok) return now
      state = now.value
      const after = await work(now.value, id.value)
      if (!after.ok) return after
      state = after.value
      for (const [link, { use }] of memory)
        if (!isSame(use, state.inUse) && !isSame(use, state.next)) memory.delete(link)
      return ok(toHeld(state))
    })

  const get = (): Promise<Result<HeldKeys>> =>
    state ? Promise.resolve(ok(toHeld(state))) : change(async (now) => ok(now))

  const begin = (next: (now: State) => Promise<Result<HeldKey | null>>): Promise<Result<HeldKeys>> =>
    change(async (now, id) => {
      const key = await next(now)
      if (!key.ok) return key
      if (key.value === null) return ok(now)
      const saved = await write(`${id}.next`, key.value)
      return saved.ok ? ok({ ...now, next: key.value }) : saved
    })

  return {
    get,
    async forLink(siteUrl, consumerKey) {
      const keys = await get()
      if (!keys.ok) return keys
      const name = linkName(siteUrl, consumerKey)
      // The state is asked anew each time: a change may begin or end while a client lives.
      const present = (): HeldKey[] =>
        state ? [state.inUse, ...(state.next ? [state.next] : [])] : [keys.value.handOut]
      const inUse = (): HeldKey => memory.get(name)?.use ?? present()[0] ?? keys.value.handOut
      const find = (key: KeyObject): HeldKey | undefined => present().find((one) => one.privateKey === key)
      return ok({
        current: () => inUse().privateKey,
        wanted: () => (state?.next ?? inUse()).privateKey,
        refused(key) {
          const other = present().find((one) => one.privateKey !== key)
          if (!other) return false
          memory.set(name, { use: other, accepted: false })
          return true
        },
        accepted(key) {
          const use = find(key)
          if (use) memory.set(name, { use, accepted: true })
        }
      })
    },
    acceptedBy(siteUrl, consumerKey) {
      const known = memory.get(linkName(siteUrl, consumerKey))
      return known?.accepted ? known.use : null
    },
    rotate: () => begin(async (now) => (now.next ? ok(null) : fresh())),
    take: (privateKey) =>
      begin(async (now) => {
        const key = held(privateKey, Date.now())
        if (isSame(key, now.inUse) || isSame(key, now.next)) return ok(null)
        if (!now.next) return ok(key)
        return fail('already-exists', {
          what: 'A new key',
          cause: 'The key is being changed already, and some Jira may hold the new one.',
          remedy: 'Finish or cancel that change first.'
        })
      }),
    finish: () =>
      change(async (now, id) => {
        if (!now.next) return ok(now)
        const saved = await write(id, now.next)
        if (!saved.ok) return saved
        // Both entries are the same now, which is read as one key: that the second stays behind does no harm.
        if (!(await isSession())) await secrets.remove(kind, `${id}.next`)
        return ok({ inUse: now.next, next: null })
      }),
    cancel: () =>
      change(async (now, id) => {
        if (!now.next) return ok(now)
        const removed = (await isSession())
          ? await write(`${id}.next`, now.inUse)
          : await secrets.remove(kind, `${id}.next`)
        return removed.ok ? ok({ inUse: now.inUse, next: null }) : removed
      })
  }
}
