/**
 * The only file that touches `window.attrack`. `bridge.projects.list(input)` asks `main` over the channel
 * `projects.list` and gives its `Result` back; nothing here throws except `unwrap`, which exists for TanStack Query.
 */
import { channels, err, failure } from '../preload/contract/index.ts'
import type {
  AtTrackBridge,
  ChannelInput,
  ChannelName,
  ChannelOutput,
  EventName,
  EventPayload,
  Failure,
  Result
} from '../preload/contract/index.ts'

declare global {
  interface Window {
    readonly attrack: AtTrackBridge
  }
}

type GroupName = ChannelName extends `${infer Group}.${string}` ? Group : never
/** Channels without input may be called with no argument. */
type Call<N extends ChannelName> =
  Record<string, never> extends ChannelInput<N>
    ? (input?: ChannelInput<N>) => Promise<Result<ChannelOutput<N>>>
    : (input: ChannelInput<N>) => Promise<Result<ChannelOutput<N>>>
export type Api = {
  readonly [G in GroupName]: {
    readonly [N in ChannelName as N extends `${G}.${infer Method}` ? Method : never]: Call<N>
  }
}

/** Told of every failure that main answers with, whoever asked. */
const followers = new Set<(failure: Failure) => void>()

/** For what follows from a failure whatever was asked, as that the session has ended; returns the function that ends it. */
export function onRefusal(listener: (failure: Failure) => void): () => void {
  followers.add(listener)
  return () => followers.delete(listener)
}

async function invoke<N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<Result<ChannelOutput<N>>> {
  try {
    const result = await window.attrack.invoke(name, input)
    if (!result.ok) for (const tell of followers) tell(result.failure)
    return result
  } catch {
    // Only a defect of the bridge itself arrives here: main answers with values.
    return err(failure('internal', { where: `the bridge (${name})` }))
  }
}

function makeApi(): Api {
  const api: Record<string, Record<string, unknown>> = {}
  for (const name of Object.keys(channels) as ChannelName[]) {
    const [group = '', method = ''] = name.split('.')
    const calls = (api[group] ??= {})
    calls[method] = (input: ChannelInput<typeof name> = {} as never) => invoke(name, input)
  }
  return api as unknown as Api
}

export const bridge: Api = makeApi()

/** Listens to an event from main; returns the function that ends it. */
export function onEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
  return window.attrack.on(name, listener)
}

/** Carries a `Failure` through TanStack Query, which knows errors only by their being thrown. */
export class BridgeFailure extends Error {
  readonly failure: Failure
  constructor(reason: Failure) {
    super(reason.title)
    this.name = 'BridgeFailure'
    this.failure = reason
  }
}

/** The value, or a thrown `BridgeFailure`; for query functions only. */
export async function unwrap<T>(reply: Promise<Result<T>>): Promise<T> {
  const result = await reply
  if (result.ok) return result.value
  throw new BridgeFailure(result.failure)
}
