/**
 * Which screens a Jira shows for application links. Since 8.22 the first dialog asks for the type of application
 * ("Link applications to Jira", Atlassian Support).
 */
import type { JiraFamily } from '../../../preload/contract/index.ts'

/** `version` as Jira gives it, e.g. `8.5.19`; undefined when it cannot be read: then main decides. */
export function familyOf(version: string): JiraFamily | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version)?.map(Number) ?? []
  if (major === undefined || minor === undefined) return undefined
  if (major >= 10) return 'v10'
  return major === 9 || (major === 8 && minor >= 22) ? 'v9' : 'v8'
}
