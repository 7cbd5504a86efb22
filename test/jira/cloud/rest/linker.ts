/** What Jira Cloud adds while answering: links of the API version that was asked, account ids instead of user names. */
import type { Project, UserValue } from '../../issues/types.ts'
import { Linker } from '../../rest/links.ts'
import { accountIdOf } from '../accounts.ts'

type Json = Record<string, unknown>
export type ApiVersion = '2' | '3'

export class CloudLinker extends Linker {
  readonly version: ApiVersion
  readonly #users = new Map<string, Json>()
  readonly #projects = new Map<Project, Json>()

  /** `base`: the site's address, or the gateway's with `/ex/jira/<cloudId>`: links point to where one asked. */
  constructor(base: string, version: ApiVersion) {
    super(base)
    this.version = version
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

export function linkerAt(base: string, version: ApiVersion): CloudLinker {
  const name = `${version} ${base}`
  let linker = linkers.get(name)
  if (linker === undefined) {
    linker = new CloudLinker(base, version)
    linkers.set(name, linker)
  }
  return linker
}
