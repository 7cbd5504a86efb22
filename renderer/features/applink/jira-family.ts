/**
 * Which screens a Jira shows for application links. Since 8.22 the first dialog asks for the type of application
 * ("Link applications to Jira", Atlassian Support).
 */
export type JiraFamily = 'v8' | 'v9' | 'v10'

/** `version` as Jira gives it, e.g. `8.5.19`; the newest family when it cannot be read. */
export function jiraFamily(version: string): JiraFamily {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version)?.map(Number) ?? []
  if (major === undefined || minor === undefined || major >= 10) return 'v10'
  if (major === 9 || (major === 8 && minor >= 22)) return 'v9'
  return 'v8'
}

const steps8 = ['open8', 'enter8', 'generic', 'incoming', 'browse', 'done'] as const
const steps9 = ['open9', 'type9', 'wrong9', 'generic', 'incoming', 'browse', 'done'] as const

/** The keys of the steps' texts under `applink.step`. */
export const stepsOf = (family: JiraFamily) => (family === 'v8' ? steps8 : steps9)
