/** What stands between the window and the services: session, role, size, schema, projects, and a Result in every case. No Electron here. */
import {
  channels,
  type ChannelInput,
  type ChannelName,
  type ChannelOutput,
  type CheckedInput
} from '../../preload/contract/index.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'
import { line } from '../clean-text.ts'
import { actAs, type ActingMember } from '../members/acting.ts'
import type { Gate } from '../members/gate.ts'

export type Handlers = {
  [N in ChannelName]: (input: CheckedInput<N>) => Promise<Result<ChannelOutput<N>>>
}

/** No channel needs more; a public key or a long description fits many times. */
export const maxInputBytes = 64 * 1024

export interface DispatchDeps {
  readonly handlers: Handlers
  readonly gate: Gate
  /** Check what a handler returns too: in tests and unpackaged builds. */
  readonly checkOutput: boolean
  /** Told of defects of ours, by channel and message; never of input or output. */
  readonly report: (where: string, error: unknown) => void
}

/** Characters of what an answer repeats of the input. */
const maxWords = 300

/** Answers one call. @param raw whatever the window sent; nothing about it is trusted. */
export async function dispatch(deps: DispatchDeps, name: string, raw: unknown): Promise<Result<unknown>> {
  if (!isChannel(name)) return fail('invalid-input', { field: 'channel', problem: 'There is no such channel.' })
  const channel = channels[name]
  const entered = await deps.gate.enter(channel)
  if (!entered.ok) return entered
  if (!fits(raw)) return fail('input-too-large', { limit: String(maxInputBytes) })
  const input = channel.input.safeParse(raw)
  if (!input.success) {
    const issue = input.error.issues[0]
    const field = line(issue?.path.map(String).join('.') ?? '', maxWords) || 'input'
    // A schema's message repeats names it does not know; they may be anything.
    const problem = line(issue?.message ?? '', maxWords) || 'It is not what was expected.'
    return fail('invalid-input', { field, problem }, { field })
  }
  const within = await deps.gate.reaches(channel, entered.value, input.data)
  if (!within.ok) return within
  const result = await answer(deps, name, input.data, entered.value)
  const stays = await deps.gate.stillThere(channel, entered.value)
  return stays.ok ? result : stays
}

async function answer(
  deps: DispatchDeps,
  name: ChannelName,
  input: unknown,
  member: ActingMember | null
): Promise<Result<unknown>> {
  try {
    const handler = deps.handlers[name] as (input: unknown) => Promise<Result<unknown>>
    const result = await actAs(member, () => handler(input))
    if (!result.ok || !deps.checkOutput) return result
    const output = channels[name].output.safeParse(result.value)
    if (output.success) return result
    deps.report(`${name}: output`, output.error)
    return fail('internal', { where: name })
  } catch (error) {
    deps.report(name, error)
    return fail('internal', { where: name })
  }
}

const isChannel = (name: string): name is ChannelName => Object.hasOwn(channels, name)

/**
 * Whether the input, as JSON, is no longer than `maxInputBytes`; anything that is no JSON is too long. Counted instead of
 * written out: what the window sends may hold the same thing many times over, or a list of four thousand million empty
 * places, and writing that takes longer than anybody waits.
 */
function fits(raw: unknown): boolean {
  const waiting: unknown[] = [raw]
  let bytes = 0
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'bigint') return false
    if (typeof value === 'string') bytes += value.length > maxInputBytes ? value.length : bytesOf(value)
    else if (typeof value !== 'object' || value === null) bytes += value === undefined ? 0 : bytesOf(value)
    else if (!isPlain(value)) return false
    else {
      const names = Array.isArray(value) ? null : Object.keys(value)
      // Brackets and commas, so that nothing that is looked at counts for nothing: what leads to itself ends here, too.
      bytes += 2 + (names ?? (value as unknown[])).length
      if (bytes > maxInputBytes) return false
      if (names === null) waiting.push(...(value as unknown[]))
      else
        for (const name of names) {
          bytes += bytesOf(name) + 1
          waiting.push((value as Record<string, unknown>)[name])
        }
    }
    if (bytes > maxInputBytes) return false
  }
  return true
}

/** JSON has lists and objects only; a window can also send maps, dates, buffers. */
const isPlain = (value: object): boolean =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

export type Invoke = <N extends ChannelName>(name: N, input: ChannelInput<N>) => Promise<Result<ChannelOutput<N>>>
