/** What stands between the window and the services: schema, size, permission, and a Result in every case. No Electron here. */
import {
  channels,
  type ChannelInput,
  type ChannelName,
  type ChannelOutput,
  type CheckedInput
} from '../../preload/contract/index.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'
import { mayDo, permissionTable, roleNames } from '../members/permissions.ts'
import type { PresentUser } from '../members/present-user.ts'

export type Handlers = {
  [N in ChannelName]: (input: CheckedInput<N>) => Promise<Result<ChannelOutput<N>>>
}

/** No channel needs more; a public key or a long description fits many times. */
export const maxInputBytes = 64 * 1024

export interface DispatchDeps {
  readonly handlers: Handlers
  readonly user: () => PresentUser
  /** Check what a handler returns too: in tests and unpackaged builds. */
  readonly checkOutput: boolean
  /** Told of defects of ours, by channel and message; never of input or output. */
  readonly report: (where: string, error: unknown) => void
}

/** Answers one call. @param raw whatever the window sent; nothing about it is trusted. */
export async function dispatch(deps: DispatchDeps, name: string, raw: unknown): Promise<Result<unknown>> {
  if (!isChannel(name)) return fail('invalid-input', { field: 'channel', problem: 'There is no such channel.' })
  const channel = channels[name]
  const { role } = deps.user()
  if (!mayDo(role, channel.permission)) {
    const roles = permissionTable[channel.permission].map((one) => roleNames[one]).join(' or ')
    return fail('not-permitted', { action: name, roles })
  }
  const size = sizeOf(raw)
  if (size > maxInputBytes) return fail('input-too-large', { size: String(size), limit: String(maxInputBytes) })
  const input = channel.input.safeParse(raw)
  if (!input.success) {
    const issue = input.error.issues[0]
    const field = issue?.path.map(String).join('.') || 'input'
    return fail('invalid-input', { field, problem: issue?.message ?? 'It is not what was expected.' }, { field })
  }
  try {
    const handler = deps.handlers[name] as (input: unknown) => Promise<Result<unknown>>
    const result = await handler(input.data)
    if (!result.ok || !deps.checkOutput) return result
    const output = channel.output.safeParse(result.value)
    if (output.success) return result
    deps.report(`${name}: output`, output.error)
    return fail('internal', { where: name })
  } catch (error) {
    deps.report(name, error)
    return fail('internal', { where: name })
  }
}

const isChannel = (name: string): name is ChannelName => Object.hasOwn(channels, name)

/** Bytes of the input as JSON; anything that is no JSON counts as too large. */
function sizeOf(raw: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(raw) ?? '')
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

export type Invoke = <N extends ChannelName>(name: N, input: ChannelInput<N>) => Promise<Result<ChannelOutput<N>>>
