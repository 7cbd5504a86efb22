/** Gives a call function the shape of StoreClient. */
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { StoreClient, StoreMethod } from './api.ts'
import { storeMethods } from './methods.ts'

export function makeClient(
  call: (method: StoreMethod, input: never) => Promise<Result<unknown>>,
  close: () => Promise<void>
): StoreClient {
  const methods = storeMethods.map((method) => [method, (input: never) => call(method, input)] as const)
  return { ...Object.fromEntries(methods), close } as unknown as StoreClient
}
