/** Runs the store in a process of its own and starts it again should it ever die; callers only see a StoreClient. */
import path from 'node:path'
import { utilityProcess } from 'electron'
import type { AppStatus } from '../../preload/contract/app.ts'
import { fail, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { putInPlace } from '../backup/put-in-place.ts'
import type { StoreClient, StoreMethod } from '../store/api.ts'
import { makeClient } from '../store/client.ts'
import { openThroughProcess } from '../store/process-client.ts'

export interface StoreHost {
  readonly client: StoreClient
  readonly file: string
  /** For *Settings* and the notice at the top: ready, read-only, or why it could not be opened. */
  state(): Promise<AppStatus['database']>
  workspaceId(): Promise<Result<string>>
}

/**
 * @param out the folder of the built app; @param file the workspace file.
 * @param stopped told when the process ended by itself, so that runs it was writing can be marked.
 */
export function startStore(out: string, file: string, stopped: () => void): StoreHost {
  let closing = false
  let current: Promise<Result<StoreClient>> | null = null
  /** A backup that was to be restored at this start; once, for later ones are for the next start. */
  let inPlace: Result<null> | null = null

  const open = async (): Promise<Result<StoreClient>> => {
    // Nothing may be opened, let alone made anew, while the files of the workspace are between two places.
    if (!inPlace?.ok) inPlace = putInPlace(file)
    if (!inPlace.ok) return inPlace
    let serving = false
    const child = utilityProcess.fork(path.join(out, 'main', 'store-process.cjs'), [], { serviceName: 'AtTrack store' })
    const opened = await openThroughProcess(
      {
        postMessage: (message) => child.postMessage(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) =>
          void child.on('exit', (code) => {
            listener(`exit code ${code}`)
            if (closing || !serving) return
            current = null
            stopped()
          })
      },
      file
    )
    serving = opened.ok
    // A process without a workspace is of no use; the next call starts another.
    if (!opened.ok) child.kill()
    return opened
  }
  /** A damaged or missing file is tried again at the next call: the person may have put a backup in its place. */
  const connected = async (): Promise<Result<StoreClient>> => {
    if (closing) return fail('store-stopped', { detail: 'AtTrack is closing' })
    current ??= open()
    const opened = await current
    if (!opened.ok) current = null
    return opened
  }
  const call = async (method: StoreMethod, input: never): Promise<Result<unknown>> => {
    const opened = await connected()
    return opened.ok ? opened.value[method](input) : opened
  }
  const close = async (): Promise<void> => {
    const opened = await current
    closing = true
    if (opened?.ok) await opened.value.close()
  }
  const client = makeClient(call, close)
  current = open()
  return {
    client,
    file,
    async state() {
      const workspace = await client.workspace({})
      if (!workspace.ok) return { state: 'failed', failure: workspace.failure }
      return workspace.value.readOnly
        ? { state: 'read-only', failure: failure('database-read-only', { file }) }
        : { state: 'ready' }
    },
    async workspaceId() {
      const workspace = await client.workspace({})
      return workspace.ok ? ok(workspace.value.id) : workspace
    }
  }
}
