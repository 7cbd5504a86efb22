/** The app's end of the store's process. */
import { err, fail, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreClient, StoreMethod } from './api.ts'
import { makeClient } from './client.ts'
import type { Reply, Request } from './protocol.ts'

/** The process, as far as it matters here: Electron's UtilityProcess and Node's worker fit with a line each. */
export interface StorePort {
  postMessage(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** `detail` says how it ended, for example its exit code. */
  onExit(listener: (detail: string) => void): void
}

/** How long the process may take to finish and end, ms. */
const closeTimeoutMs = 5000

interface Connection {
  client: StoreClient
  opened: Promise<Result<null>>
}

function connect(port: StorePort): Connection {
  const pending = new Map<number, (result: Result<unknown>) => void>()
  let lastId = 0
  let stopped: string | null = null
  let whenOpened: (result: Result<null>) => void = () => undefined
  let whenClosed: () => void = () => undefined
  const opened = new Promise<Result<null>>((resolve) => (whenOpened = resolve))
  const closed = new Promise<void>((resolve) => (whenClosed = resolve))

  const stop = (detail: string): void => {
    stopped ??= detail
    const why = err(failure('store-stopped', { detail }))
    for (const resolve of pending.values()) resolve(why)
    pending.clear()
    whenOpened(why)
    whenClosed()
  }
  port.onExit(stop)
  port.onMessage((message) => {
    if (typeof message !== 'object' || message === null) return
    const reply = message as Reply
    if ('opened' in reply) whenOpened(reply.opened)
    else if ('closed' in reply) whenClosed()
    else {
      pending.get(reply.id)?.(reply.result)
      pending.delete(reply.id)
    }
  })
  const send = (request: Request): void => port.postMessage(request)

  const call = (method: StoreMethod, input: never): Promise<Result<unknown>> => {
    if (stopped !== null) return Promise.resolve(fail('store-stopped', { detail: stopped }))
    return new Promise((resolve) => {
      const id = ++lastId
      pending.set(id, resolve)
      try {
        send({ id, method, input })
      } catch (error) {
        // The port is closed already, or the input cannot be cloned.
        pending.delete(id)
        resolve(fail('store-stopped', { detail: error instanceof Error ? error.message : 'the message was not sent' }))
      }
    })
  }
  const close = async (): Promise<void> => {
    if (stopped !== null) return
    send({ close: true })
    let timer: ReturnType<typeof setTimeout> | undefined
    await Promise.race([closed, new Promise<void>((resolve) => (timer = setTimeout(resolve, closeTimeoutMs)))])
    clearTimeout(timer)
    stop('it was closed')
  }
  return { client: makeClient(call, close), opened }
}

/** A client of a process that has been told what to open. Calls pending when it ends fail with `store-stopped`. */
export const createProcessClient = (port: StorePort): StoreClient => connect(port).client

/**
 * Has the process open the workspace at `file`. Failures: those of `openStore`, or `store-stopped` when the process
 * ended before it answered.
 */
export async function openThroughProcess(port: StorePort, file: string): Promise<Result<StoreClient>> {
  const { client, opened } = connect(port)
  try {
    port.postMessage({ open: file } satisfies Request)
  } catch (error) {
    return fail('store-stopped', { detail: error instanceof Error ? error.message : 'it did not start' })
  }
  const result = await opened
  return result.ok ? ok(client) : result
}
