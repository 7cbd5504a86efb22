/** The one place where what a method throws becomes a value. */
import { err, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreApi, StoreInput, StoreMethod, StoreOutput } from './api.ts'
import { toFailure } from './errors.ts'
import type { Store } from './store.ts'

/** Calls one method; the result is a value or a failure, never an exception. */
export function callStore<M extends StoreMethod>(
  store: Store,
  method: M,
  input: StoreInput<M>
): Result<StoreOutput<M>> {
  try {
    const run = store.api[method] as (input: StoreInput<M>) => ReturnType<StoreApi[M]>
    return ok(run(input))
  } catch (error) {
    return err(toFailure(error, store.file))
  }
}
