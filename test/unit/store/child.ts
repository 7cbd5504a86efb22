/** Starts the store in a real process of its own. */
import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { StorePort } from '../../../main/store/process-client.ts'

export interface StoreChild {
  readonly port: StorePort
  readonly process: ChildProcess
  readonly ended: Promise<void>
}

/** @param user effective user id to run as; only root can change it. */
export function startChild(user?: number): StoreChild {
  const script = path.join(import.meta.dirname, 'store-child.ts')
  const child = fork(script, [], {
    // Structured clone, as between Electron's processes: a page's bytes stay bytes.
    serialization: 'advanced',
    execArgv: ['--no-warnings'],
    env: { ...process.env, ...(user === undefined ? {} : { STORE_CHILD_USER: String(user) }) }
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    process: child,
    ended,
    port: {
      postMessage: (message) => void child.send(message as object),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code, signal) => listener(`exit code ${code ?? signal}`))
    }
  }
}
