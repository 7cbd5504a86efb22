/**
 * Everything `main` and `renderer` know of each other: channels, their schemas, events, failures.
 * No Electron, Node or DOM here.
 */
import type { z } from 'zod'
import { appChannels } from './app.ts'
import { applinkChannels } from './applink.ts'
import { backupChannels } from './backup.ts'
import { cloudClientChannels } from './cloud-client.ts'
import { connectionChannels } from './connections.ts'
import { doctorChannels } from './doctor.ts'
import { jiraProjectChannels } from './jira-projects.ts'
import { memberChannels } from './members.ts'
import { networkChannels } from './networks.ts'
import { projectChannels } from './projects.ts'
import { sessionChannels } from './session.ts'
import { syncChannels } from './sync.ts'
import { taskChannels } from './tasks.ts'
import type { EventName, EventPayload } from './events.ts'
import type { Result } from './failures/failure.ts'

export const channels = {
  ...appChannels,
  ...sessionChannels,
  ...memberChannels,
  ...backupChannels,
  ...projectChannels,
  ...taskChannels,
  ...connectionChannels,
  ...cloudClientChannels,
  ...applinkChannels,
  ...networkChannels,
  ...doctorChannels,
  ...jiraProjectChannels,
  ...syncChannels
}
export type Channels = typeof channels
export type ChannelName = keyof Channels
/** What a caller passes: defaults may be left out. */
export type ChannelInput<N extends ChannelName> = z.input<Channels[N]['input']>
/** What a handler receives: checked, defaults filled in. */
export type CheckedInput<N extends ChannelName> = z.output<Channels[N]['input']>
export type ChannelOutput<N extends ChannelName> = z.output<Channels[N]['output']>

/** What the preload script puts on `window.attrack`. */
export interface AtTrackBridge {
  invoke<N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<Result<ChannelOutput<N>>>
  /** Returns the function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}

export * from './app.ts'
export * from './applink.ts'
export * from './backup.ts'
export * from './channel.ts'
export * from './cloud-client.ts'
export * from './connections.ts'
export * from './doctor.ts'
export * from './events.ts'
export * from './failures/catalogue.ts'
export * from './failures/failure.ts'
export * from './failures/words.ts'
export * from './jira-projects.ts'
export * from './members.ts'
export * from './networks.ts'
export * from './projects.ts'
export * from './rich-text.ts'
export * from './session.ts'
export * from './sync.ts'
export * from './tasks.ts'
