/** What the app and the store's process say to each other. Everything passes structured clone. */
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { StoreMethod } from './api.ts'

/** To the store. `open` is the first, and `close` the last. */
export type Request = { open: string } | { id: number; method: StoreMethod; input: unknown } | { close: true }

/** From the store. */
export type Reply = { opened: Result<null> } | { id: number; result: Result<unknown> } | { closed: true }
