/**
 * What Jira Cloud adds while answering: links of the API version that was asked, account ids instead of user names,
 * dates in the time zone of whoever asks (as in recorded answers).
 */
import { jiraDate } from '../../clock.ts'
import type { NamedValue, Project, UserValue } from '../../issues/types.ts'
import { offsetAt } from '../../jql/dates.ts'
import { Linker } from '../../rest/links.ts'
import { accountIdOf } from '../accounts.ts'

type Json = Record<string, unknown>
export type ApiVersion = '2' | '3'

export class CloudLinker extends Linker {
  readonly version: ApiVersion
  readonly #timeZone: string
  readonly #types = new Map<NamedValue, Json>()
  readonly #users = new Map<string, Json>()
  readonly #projects = new Map<Project, Json>()

  /** `base`: the site's address, or the gateway's with `/ex/jira/<cloudId>`: links point to where one asked. */
  constructor(base: string, version: ApiVersion, timeZone: string) {
    super(base)
    this.version = version
    this.#timeZone = timeZone
  }

  override date(ms: number): string {
    const offset = offsetAt(ms, this.#timeZone)
    const minutes = Math.abs(offset) / 60_000
    const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
    const zone = `${offset < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`
    return jiraDate(ms + offset).replace('+0000', zone)
  }

  override issueType(type: NamedValue): Json {
    let known = this.#types.get(type)
    if (known === undefined) {
      known = { ...super.issueType(type), hierarchyLevel: type['subtask'] === true ? -1 : type.name === 'Epic' ? 1 : 0 }
      this.#types.set(type, known)
    }
    return known
  }

  override rest(path: string): string {
    return `${this.base}/rest/api/${this.version}/${path}`
  }

  override user(user: UserValue): Json {
    let known = this.#users.get(user.name)
    if (known === undefined) {
      const accountId = accountIdOf(user.name)
      known = {
        self: `${this.rest('user')}?accountId=${encodeURIComponent(accountId)}`,
        accountId,
        avatarUrls: this.avatars(`useravatar?avatarId=10341`),
        displayName: user.displayName,
        active: user.active,
        timeZone: user.timeZone,
        accountType: 'atlassian'
      }
      this.#users.set(user.name, known)
    }
    return known
  }

  override project(project: Project): Json {
    let known = this.#projects.get(project)
    if (known === undefined) {
      known = { ...super.project(project), simplified: false }
      this.#projects.set(project, known)
    }
    return known
  }
}

const linkers = new Map<string, CloudLinker>()

export function linkerAt(base: string, version: ApiVersion, timeZone: string): CloudLinker {
  const name = `${version} ${timeZone} ${base}`
  let linker = linkers.get(name)
  if (linker === undefined) {
    linker = new CloudLinker(base, version, timeZone)
    linkers.set(name, linker)
  }
  return linker
}
