/**
 * Entry of the store's own process (Electron's utilityProcess). Everything the database does happens here, so that a
 * long query never holds up the window, and a crash of one does not take the other along.
 * https://www.electronjs.org/docs/latest/api/parent-port
 */
import { fail, ok } from '../../preload/contract/failures/failure.ts'
import { callStore } from './call.ts'
import { isStoreMethod } from './methods.ts'
import type { Reply, Request } from './protocol.ts'
import { openStore, type Store } from './store.ts'

/** The part of Electron's ParentPort used here; Electron itself is not imported. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** Serves one parent until it says `close`. */
export function serve(port: ParentPort, exit: () => void): void {
  let store: Store | null = null
  const send = (reply: Reply): void => port.postMessage(reply)

  const answer = (
    request: Partial<{ open: string; id: number; method: unknown; input: unknown; close: true }>
  ): void => {
    if (request.close) {
      store?.close()
      store = null
      send({ closed: true })
      exit()
    } else if (typeof request.open === 'string' && !store) {
      const opened = openStore(request.open)
      if (opened.ok) store = opened.value
      send({ opened: opened.ok ? ok(null) : opened })
    } else if (typeof request.id === 'number') {
      const { id, method, input } = request
      if (!store) send({ id, result: fail('store-stopped', { detail: 'no workspace is open' }) })
      else if (!isStoreMethod(method)) send({ id, result: fail('internal', { where: 'the database process' }) })
      else send({ id, result: callStore(store, method, input as never) })
    }
  }
  port.on('message', ({ data }) => {
    if (typeof data === 'object' && data !== null) answer(data as Partial<Extract<Request, { id: number }>>)
  })
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }
if (parentPort) serve(parentPort, () => process.exit(0))
