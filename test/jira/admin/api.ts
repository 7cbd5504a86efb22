/** The handle by which tests and demos change this Jira while a client reads it. Wrong names throw. */
import { jiraDate } from '../clock.ts'
import type { FaultOptions } from '../faults/fault.ts'
import { fieldOf, nameOf, type Issue } from '../issues/types.ts'
import type { ApplicationLinkInput } from '../oauth/provider.ts'
import type { LoggedRequest } from '../request-log.ts'
import type { World } from '../world.ts'
import { completeFields, toStored, type IssueInput } from './issue-input.ts'
import { tokenAdmin } from './tokens.ts'

/** An issue as it stands now, for comparing with a mirror. */
export interface IssueState {
  readonly id: string
  readonly key: string
  readonly summary: string
  readonly status: string
  readonly issueType: string
  readonly priority: string | null
  /** User name; null when unassigned. */
  readonly assignee: string | null
  readonly description: string | null
  readonly created: string
  readonly updated: string
}

export interface ActiveFaultState {
  readonly name: string
  readonly options: FaultOptions
  /** Requests within its reach, and those it struck. */
  readonly met: number
  readonly struck: number
}

export function createAdmin(world: World) {
  const { issues, users, oauth, faults, log, clock } = world
  return {
    ...tokenAdmin(world),
    /** Throws when Jira would refuse the input (no RSA public key, key taken). */
    createApplicationLink(input: ApplicationLinkInput): void {
      const problem = oauth.addLink(input)
      if (problem !== undefined) throw new Error(problem)
    },
    /** As an administrator does under Edit → Incoming Authentication; tokens stay. Throws when Jira would refuse it. */
    replaceApplicationLinkKey(consumerKey: string, publicKeyPem: string): void {
      const consumerName = oauth.consumer(consumerKey)?.name ?? ''
      const problem = oauth.changeLink(consumerKey, { consumerName, publicKeyPem })
      if (problem !== undefined) throw new Error(problem)
    },
    /** Also forgets all tokens given out under it. False when there was none. */
    removeApplicationLink(consumerKey: string): boolean {
      return oauth.removeLink(consumerKey)
    },
    applicationLinks(): { consumerKey: string; consumerName: string }[] {
      return oauth.consumers().map((consumer) => ({ consumerKey: consumer.key, consumerName: consumer.name }))
    },
    /** An access token without anybody pressing Allow, for benches; expires like any other. */
    grantAccessToken(consumerKey: string, user: string): { token: string; secret: string; sessionHandle: string } {
      if (oauth.consumer(consumerKey) === undefined) throw new Error(`no application link ${consumerKey}`)
      const token = oauth.grant(consumerKey, users.get(user).name)
      return { token: token.token, secret: token.secret, sessionHandle: token.handle }
    },
    /** OAuth 1.0a, as when the user revokes access in the profile. Returns how many tokens went. */
    revokeTokens(user: string): number {
      return oauth.revokeTokens(users.get(user).name)
    },
    /** Common options: `times`, `skip`, `every` (numbers), `path` (part of the path). */
    setFault(name: string, on = true, options: FaultOptions = {}): void {
      faults.set(name, on, options)
    },
    clearFaults(): void {
      faults.clear()
    },
    faults(): readonly ActiveFaultState[] {
      return faults.active()
    },
    /** Fields as `{ summary, description, status: 'Closed', assignee: 'anna' | null, priority, issuetype, labels, … }`. */
    editIssue(key: string, fields: IssueInput): IssueState {
      const issue = issues.getIssue(key)
      issues.edit(issue, toStored(fields, world), nextInstant(issue))
      return stateOf(issue)
    },
    createIssue(projectKey: string, fields: IssueInput): IssueState {
      return stateOf(issues.create(projectKey, completeFields(fields, world), clock.now()))
    },
    /** Same numeric id, a new key; returns the new key. The old key keeps finding the issue. */
    moveIssue(key: string, toProjectKey: string): string {
      const issue = issues.getIssue(key)
      issues.move(issue, toProjectKey, nextInstant(issue))
      return issue.key
    },
    deleteIssue(key: string): void {
      issues.remove(issues.getIssue(key))
    },
    /** Browse Projects, without touching `updated`. User `anonymous` for nobody. */
    setPermission(user: string, projectKey: string, browse: boolean): void {
      issues.setPermission(user === 'anonymous' ? user : users.get(user).name, projectKey, browse)
    },
    clearCaptcha(user: string): void {
      users.clearFailures(user)
    },
    /** From now on every password of this user is refused until the CAPTCHA is solved. */
    requireCaptcha(user: string): void {
      users.requireCaptcha(user)
    },
    setUserTimeZone(user: string, timeZone: string): void {
      new Intl.DateTimeFormat('en', { timeZone })
      users.get(user).timeZone = timeZone
      issues.version++
    },
    setUserActive(user: string, active: boolean): void {
      users.get(user).active = active
    },
    /** Positive: Jira's clock is ahead. */
    setClockSkew(seconds: number): void {
      clock.setSkewSeconds(seconds)
    },
    /** Requests so far, without those to this API. */
    requests(): readonly LoggedRequest[] {
      return log.entries()
    },
    resetRequests(): void {
      log.reset()
    },
    /** All issues of a project as they stand now, by numeric id. */
    issues(projectKey: string): IssueState[] {
      return issues.getProject(projectKey).index.orders.id.items.map(stateOf)
    }
  }

  /** Later than the issue's last change even within the same millisecond, so that every edit bumps `updated`. */
  function nextInstant(issue: Issue): number {
    return Math.max(clock.now(), issue.updated + 1)
  }
}

export type PracticeJiraAdmin = ReturnType<typeof createAdmin>

export function stateOf(issue: Issue): IssueState {
  return {
    id: String(issue.id),
    key: issue.key,
    summary: String(fieldOf(issue, 'summary') ?? ''),
    status: nameOf(issue, 'status') ?? '',
    issueType: nameOf(issue, 'issuetype') ?? '',
    priority: nameOf(issue, 'priority') ?? null,
    assignee: nameOf(issue, 'assignee') ?? null,
    description: (fieldOf(issue, 'description') as string | null | undefined) ?? null,
    created: jiraDate(issue.created),
    updated: jiraDate(issue.updated)
  }
}
