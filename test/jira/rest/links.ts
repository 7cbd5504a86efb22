/** Adds what Jira adds while answering: `self` links, icons and avatars, all under the base URL. */
import { jiraDate } from '../clock.ts'
import type { Issue, NamedValue, Project, StatusValue, UserValue } from '../issues/types.ts'

type Json = Record<string, unknown>

/** One per base URL; values that occur again and again are built once. */
export class Linker {
  readonly #base: string
  readonly #values = new Map<unknown, Json>()
  readonly #texts = new WeakMap<object, string>()

  constructor(base: string) {
    this.#base = base
  }

  get base(): string {
    return this.#base
  }

  rest(path: string): string {
    return `${this.#base}/rest/api/2/${path}`
  }

  issueSelf(issue: Issue): string {
    return this.rest(`issue/${issue.id}`)
  }

  avatars(path: string): Json {
    const sizes: readonly [string, string][] = [
      ['48x48', ''],
      ['24x24', 'size=small&'],
      ['16x16', 'size=xsmall&'],
      ['32x32', 'size=medium&']
    ]
    return Object.fromEntries(
      sizes.map(([size, query]) => [size, `${this.#base}/secure/${path.replace('?', `?${query}`)}`])
    )
  }

  project(project: Project): Json {
    return this.#once(project, () => ({
      self: this.rest(`project/${project.id}`),
      id: project.id,
      key: project.key,
      name: project.name,
      projectTypeKey: 'software',
      avatarUrls: this.avatars(`projectavatar?pid=${project.id}&avatarId=${project.avatarId}`),
      ...(project.category === undefined
        ? {}
        : { projectCategory: { self: this.rest(`projectCategory/${project.category.id}`), ...project.category } })
    }))
  }

  status(status: StatusValue): Json {
    return this.#once(status, () => ({
      self: this.rest(`status/${status.id}`),
      description: status.description,
      iconUrl: `${this.#base}/images/icons/statuses/generic.png`,
      name: status.name,
      id: status.id,
      statusCategory: { self: this.rest(`statuscategory/${status.statusCategory.id}`), ...status.statusCategory }
    }))
  }

  issueType(type: NamedValue): Json {
    return this.#once(type, () => ({
      self: this.rest(`issuetype/${type.id}`),
      id: type.id,
      description: type['description'] ?? '',
      iconUrl: `${this.#base}/secure/viewavatar?size=xsmall&avatarId=10318&avatarType=issuetype`,
      name: type.name,
      subtask: type['subtask'] ?? false,
      avatarId: 10318
    }))
  }

  priority(priority: NamedValue): Json {
    return this.#once(priority, () => ({
      self: this.rest(`priority/${priority.id}`),
      iconUrl: `${this.#base}/images/icons/priorities/${priority.name.toLowerCase()}.svg`,
      name: priority.name,
      id: priority.id
    }))
  }

  /** resolution, component, version, …: only `self` is added. */
  named(kind: string, value: NamedValue): Json {
    return this.#once(value, () => ({ self: this.rest(`${kind}/${value.id}`), ...value }))
  }

  user(user: UserValue): Json {
    return this.#once(user, () => ({
      self: `${this.rest('user')}?username=${encodeURIComponent(user.name)}`,
      name: user.name,
      key: user.key,
      emailAddress: `${user.name.replace(/[^\w.]+/g, '.')}@jira.example.com`,
      avatarUrls: this.avatars(`useravatar?avatarId=10341`),
      displayName: user.displayName,
      active: user.active,
      timeZone: user.timeZone
    }))
  }

  /** A linked issue, parent or sub-task in its short form. */
  shortIssue(value: Json): Json {
    const fields = (value['fields'] ?? {}) as Json
    return {
      id: value['id'],
      key: value['key'],
      self: this.rest(`issue/${String(value['id'])}`),
      fields: {
        summary: fields['summary'],
        status: isNamed(fields['status']) ? this.status(fields['status'] as StatusValue) : null,
        priority: isNamed(fields['priority']) ? this.priority(fields['priority']) : null,
        issuetype: isNamed(fields['issuetype']) ? this.issueType(fields['issuetype']) : null
      }
    }
  }

  date(ms: number): string {
    return jiraDate(ms)
  }

  /** JSON text of a value; that of a repeated value is worked out once. */
  text(value: unknown): string {
    const known = typeof value === 'object' && value !== null ? this.#texts.get(value) : undefined
    return known ?? JSON.stringify(value)
  }

  #once(key: unknown, build: () => Json): Json {
    let built = this.#values.get(key)
    if (built === undefined) {
      built = build()
      this.#values.set(key, built)
      this.#texts.set(built, JSON.stringify(built))
    }
    return built
  }
}

export function isNamed(value: unknown): value is NamedValue {
  return typeof value === 'object' && value !== null && 'name' in value
}
