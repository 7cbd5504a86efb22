/** The handle by which tests and demos change the Cloud while a client reads it. Wrong names throw. */
import { randomBytes } from 'node:crypto'
import { stateOf, type IssueState } from '../admin/api.ts'
import { completeFields, toStored, type IssueInput, type Vocabulary } from '../admin/issue-input.ts'
import type { FaultOptions } from '../faults/fault.ts'
import type { Issue } from '../issues/types.ts'
import type { User } from '../users.ts'
import { accountIdOf, type ApiTokenInput } from './accounts.ts'
import { plainText } from './adf/convert.ts'
import type { AdfDocument } from './adf/nodes.ts'
import type { LoggedCloudRequest } from './request-log.ts'
import type { CloudSite, CloudWorld, RefreshAttempt } from './world.ts'

export interface ClientInput {
  readonly clientId?: string
  readonly clientSecret?: string
  readonly name?: string
  readonly redirectUris: readonly string[]
  /** Scopes set up for the app; any when absent. */
  readonly scopes?: readonly string[]
}

export function createCloudAdmin(world: CloudWorld) {
  const { grants, tokens, faults, limits, log, clock, users } = world

  function userOf(email: string): User {
    const user = world.userByEmail(email)
    if (user === undefined) throw new Error(`no account ${email}`)
    return user
  }

  function siteOf(name: string): CloudSite {
    const site = world.sites.find((one) => one.name === name || one.cloudId === name)
    if (site === undefined) throw new Error(`no site ${name}`)
    return site
  }

  const vocabulary = (site: CloudSite): Vocabulary => ({ users, values: (field) => site.values(field) })

  /** Later than the issue's last change even within the same millisecond, so that every edit bumps `updated`. */
  const nextInstant = (issue: Issue): number => Math.max(clock.now(), issue.updated + 1)

  return {
    /** As in the developer console. Returns what the app has to be told. */
    registerClient(input: ClientInput): { clientId: string; clientSecret: string } {
      const clientId = input.clientId ?? randomBytes(24).toString('base64url')
      const clientSecret = input.clientSecret ?? `ATOA${randomBytes(45).toString('base64url')}`
      const { name = 'AtTrack', redirectUris, scopes } = input
      grants.register({ clientId, clientSecret, name, redirectUris, scopes })
      return { clientId, clientSecret }
    },
    expireAccessTokens(): void {
      grants.expireAccessTokens()
    },
    /** The person withdraws their consent to every app: access and refresh tokens are over. */
    revoke(email: string): void {
      grants.revoke(userOf(email).name)
    },
    /** Refreshing is refused until the person consents anew. */
    changePassword(email: string): void {
      grants.passwordChanged(userOf(email).name)
    },
    /** Attempts to refresh so far, in order. */
    refreshes(): readonly RefreshAttempt[] {
      return [...world.refreshes]
    },
    /** The next answer of the token endpoint is lost on its way; what it was about took effect. */
    loseNextTokenReply(): void {
      faults.set('lost-token-reply', true)
    },
    /** Sites each app may use on behalf of whom. */
    grants(): { clientId: string; email: string; sites: string[]; scopes: string[] }[] {
      return grants.grants().map((grant) => ({
        clientId: grant.clientId,
        email: users.get(grant.userName).email,
        sites: [...grant.sites].map((cloudId) => siteOf(cloudId).name),
        scopes: [...grant.scopes]
      }))
    },
    /** Returns the token itself. */
    createApiToken(email: string, input: ApiTokenInput = {}): string {
      return tokens.create(userOf(email), input).token
    },
    expireApiTokens(email: string): void {
      tokens.expire(userOf(email))
    },
    revokeApiTokens(email: string): void {
      for (const token of tokens.of(userOf(email))) tokens.revoke(token.id)
    },
    accountId(email: string): string {
      return accountIdOf(userOf(email).name)
    },
    /** Without access to a site, credentials of the person count for nothing there. */
    setSiteAccess(email: string, site: string, on: boolean): void {
      if (on) siteOf(site).members.add(userOf(email).name)
      else siteOf(site).members.delete(userOf(email).name)
    },
    setUserTimeZone(email: string, timeZone: string): void {
      new Intl.DateTimeFormat('en', { timeZone })
      userOf(email).timeZone = timeZone
      for (const site of world.sites) site.issues.version++
    },
    setUserActive(email: string, active: boolean): void {
      userOf(email).active = active
    },
    setFault(name: string, on: boolean, options?: FaultOptions): void {
      faults.set(name, on, options)
    },
    clearFaults(): void {
      faults.clear()
    },
    faults() {
      return faults.active()
    },
    /** The hourly allowance of every app; `spendPoints` uses some of it up. */
    setPointsPerHour(points: number): void {
      limits.setPointsPerHour(points)
    },
    spendPoints(clientId: string, points: number): void {
      limits.spend(clientId, points)
    },
    points(clientId: string): number {
      return limits.spent(clientId)
    },
    /** Milliseconds until searches see a change; `null`: not before `settleIndex`. 0 ends it. */
    setIndexLag(site: string, ms: number | null): void {
      siteOf(site).index.setLag(ms ?? Infinity)
    },
    settleIndex(site: string): void {
      siteOf(site).index.settle()
    },
    /** Every `nextPageToken` given out so far is refused from now on. */
    expirePageTokens(): void {
      for (const site of world.sites) site.pages.expireAll()
    },
    /** Fields as `{ summary, description, status: 'Closed', assignee: 'anna' | null, … }`; description in wiki markup. */
    editIssue(site: string, key: string, fields: IssueInput): IssueState {
      const { issues, index } = siteOf(site)
      const issue = issues.getIssue(key)
      issues.edit(issue, toStored(fields, vocabulary(siteOf(site))), nextInstant(issue))
      index.changed(issue.id)
      return cloudState(issue)
    },
    createIssue(site: string, projectKey: string, fields: IssueInput): IssueState {
      const { issues, index } = siteOf(site)
      const issue = issues.create(projectKey, completeFields(fields, vocabulary(siteOf(site))), clock.now())
      index.changed(issue.id)
      return cloudState(issue)
    },
    /** Same numeric id, a new key; returns the new key. The old key keeps finding the issue. */
    moveIssue(site: string, key: string, toProjectKey: string): string {
      const { issues, index } = siteOf(site)
      const issue = issues.getIssue(key)
      issues.move(issue, toProjectKey, nextInstant(issue))
      index.changed(issue.id)
      return issue.key
    },
    /** A description that wiki markup does not lead to. */
    setDescription(site: string, key: string, document: AdfDocument): void {
      const { issues, index } = siteOf(site)
      const issue = issues.getIssue(key)
      issues.edit(issue, { description: document }, nextInstant(issue))
      index.changed(issue.id)
    },
    deleteIssue(site: string, key: string): void {
      const { issues, index } = siteOf(site)
      const issue = issues.getIssue(key)
      issues.remove(issue)
      index.changed(issue.id)
    },
    /** All issues of a project as they stand now, by numeric id. */
    issues(site: string, projectKey: string): IssueState[] {
      return siteOf(site).issues.getProject(projectKey).index.orders.id.items.map(cloudState)
    },
    /** Browse Projects, without touching `updated`. User by e-mail address, or `anonymous`. */
    setPermission(site: string, email: string, projectKey: string, browse: boolean): void {
      siteOf(site).issues.setPermission(email === 'anonymous' ? email : userOf(email).name, projectKey, browse)
    },
    /** Positive: Atlassian's clock is ahead; also the way to let tokens grow old. */
    setClockSkew(seconds: number): void {
      clock.setSkewSeconds(seconds)
    },
    requests(): readonly LoggedCloudRequest[] {
      return log.entries()
    },
    resetRequests(): void {
      log.reset()
    },
    /** Requests and answers that did not agree with Atlassian's description (`validate: true`). */
    problems(): readonly string[] {
      return [...world.problems]
    }
  }
}

/** Documents as their text. */
function cloudState(issue: Issue): IssueState {
  const state = stateOf(issue)
  const description: unknown = state.description
  return typeof description === 'object' && description !== null
    ? { ...state, description: plainText(description as AdfDocument) }
    : state
}

export type PracticeCloudAdmin = ReturnType<typeof createCloudAdmin>
