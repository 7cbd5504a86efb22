/** What a change of the settings is called in the audit log. */
import type { Settings } from '../../preload/contract/index.ts'

const words: Readonly<Record<keyof Settings, string>> = {
  syncIntervalMinutes: 'minutes between syncs',
  callbackPort: 'port for sign-ins',
  lockAfterMinutes: 'minutes until AtTrack locks'
}

/** `minutes between syncs 15 → 30`, for each setting that is another now. */
export const changedSettings = (before: Settings, after: Settings): string[] =>
  (Object.keys(words) as (keyof Settings)[])
    .filter((name) => before[name] !== after[name])
    .map((name) => `${words[name]} ${before[name]} → ${after[name]}`)
