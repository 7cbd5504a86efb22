/** The store in this very process: for tests, benches and tools. */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreClient, StoreMethod } from './api.ts'
import { callStore } from './call.ts'
import { makeClient } from './client.ts'
import type { OpenOptions } from './database.ts'
import { openStore } from './store.ts'

/** Opens the workspace at `file`. Failures as `openStore`; after `close` every call fails with `store-stopped`. */
export async function openInProcess(file: string, options: OpenOptions = {}): Promise<Result<StoreClient>> {
  const opened = openStore(file, options)
  if (!opened.ok) return opened
  const store = opened.value
  let open = true
  const call = async (method: StoreMethod, input: never): Promise<Result<unknown>> =>
    open ? callStore(store, method, input) : fail('store-stopped', { detail: 'it was closed' })
  const close = async (): Promise<void> => {
    if (open) store.close()
    open = false
  }
  return ok(makeClient(call, close))
}
