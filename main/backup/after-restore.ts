/**
 * At the first start with a restored workspace: the audit log tells of it, sign-ins that came along get their names in
 * the keychain, and connections that have none here say so.
 */
import { failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import { secretsOf } from '../connections/connection-record.ts'
import { needsPerson } from '../connections/status.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import { leaveWork, readNote, removeNote, writeNote, type Places, type RestoreNote } from './places.ts'
import { takeUp } from './sign-ins.ts'

export interface AfterRestoreDeps {
  readonly store: StoreClient
  readonly secrets: SecretStore
  readonly audit: Pick<AuditLog, 'record'>
}

/**
 * Does nothing when nothing was restored. May be repeated: what a keychain that does not answer leaves undone – its
 * failure is returned then – is done at the next start.
 */
export async function afterRestore(deps: AfterRestoreDeps, places: Places): Promise<Result<null>> {
  const note = readNote(places, 'done')
  if (!note) return ok(null)
  try {
    const told = note.noted ? ok(null) : await tellOf(deps, places, note)
    if (!told.ok) return told
    for (const entry of note.signIns) {
      const taken = await takeUp(deps.secrets, entry)
      if (!taken.ok) return taken
    }
    const asked = await askWhereMissing(deps)
    if (!asked.ok) return asked
    removeNote(places, 'done')
    leaveWork(places)
    return ok(null)
  } catch (error) {
    const evidence = String((error as NodeJS.ErrnoException).code ?? error).slice(0, 100)
    return { ok: false, failure: failure('internal', { where: 'the restored workspace' }, { evidence }) }
  }
}

/** What needs the workspace only, once. */
async function tellOf(deps: AfterRestoreDeps, places: Places, note: RestoreNote): Promise<Result<null>> {
  const there = await deps.store.workspace({})
  if (!there.ok) return there
  const made = new Date(note.createdAt).toISOString()
  await deps.audit.record(
    'restored',
    note.fileName,
    `made ${made} by AtTrack ${note.appVersion}; the former workspace is kept as ${note.keptAs}`,
    note.by
  )
  writeNote(places, 'done', { ...note, noted: true })
  return ok(null)
}

async function askWhereMissing({ store, secrets }: AfterRestoreDeps): Promise<Result<null>> {
  const workspace = await store.workspace({})
  if (!workspace.ok) return workspace
  const key = await secrets.get('oauth1-key', workspace.value.id)
  if (!key.ok) return key
  const listed = await store.listConnections({})
  if (!listed.ok) return listed
  for (const one of listed.value) {
    const entries = secretsOf(one)
    // Waiting for a link, or asked for already: their own words are more exact.
    if (entries.length === 0 || needsPerson(one.status)) continue
    const host = new URL(one.siteUrl).host
    let why: Failure | null =
      one.method === 'oauth1' && key.value === null ? failure('oauth-key-elsewhere', { host }) : null
    for (const { kind, id } of why ? [] : entries) {
      const held = await secrets.get(kind, id)
      if (!held.ok) return held
      if (held.value === null) why = failure('secret-missing', { host })
    }
    const marked = why ? await askAgain(store, one, why) : ok(null)
    if (!marked.ok) return marked
  }
  return ok(null)
}

async function askAgain(store: StoreClient, { id }: ConnectionRecord, why: Failure): Promise<Result<null>> {
  const changed = await store.updateConnection({
    id,
    change: { status: 'needs-sign-in', failure: why, nextTryAt: null }
  })
  return changed.ok ? ok(null) : changed
}
