/** All projects and issues, who may browse them, and the changes tests make while a client reads. */
import { jiraDate } from '../clock.ts'
import type { User } from '../users.ts'
import { ProjectIndex } from './project-index.ts'
import type { FieldValues, Issue, Project } from './types.ts'

/** What faults take from everybody. */
export interface Restrictions {
  readonly nobodyBrowses: boolean
  /** Key of an archived project, and whether JQL still knows it. */
  readonly archived: { readonly key: string; readonly inJql: boolean } | undefined
  /** Key of a project whose issues a security level hides. */
  readonly secured: string | undefined
}

export class IssueStore {
  readonly #projects = new Map<string, Project>()
  readonly #projectIds = new Map<string, Project>()
  readonly #ids = new Map<number, Issue>()
  /** Present and former keys: a moved issue still answers to its old one. */
  readonly #keys = new Map<string, Issue>()
  readonly #grants = new Map<string, boolean>()
  #restrictions: Restrictions = { nobodyBrowses: false, archived: undefined, secured: undefined }
  #nextId = 5_000_000
  /** Counts changes: whatever was worked out for an earlier number is stale. */
  version = 0

  addProject(project: Omit<Project, 'index' | 'lastNumber'>): Project {
    const added: Project = { ...project, index: new ProjectIndex(), lastNumber: 0 }
    this.#projects.set(added.key, added)
    this.#projectIds.set(added.id, added)
    this.version++
    return added
  }

  addIssues(project: Project, issues: readonly Issue[]): void {
    project.index.addAll(issues)
    for (const issue of issues) {
      this.#ids.set(issue.id, issue)
      this.#keys.set(issue.key, issue)
      if (issue.number > project.lastNumber) project.lastNumber = issue.number
    }
    this.version++
  }

  projects(): readonly Project[] {
    return [...this.#projects.values()]
  }

  /** By key (any case) or numeric id. */
  findProject(keyOrId: string): Project | undefined {
    return this.#projects.get(keyOrId.toUpperCase()) ?? this.#projectIds.get(keyOrId)
  }

  findProjectByName(name: string): Project | undefined {
    const wanted = name.toLowerCase()
    return this.projects().find((project) => project.name.toLowerCase() === wanted)
  }

  /** By numeric id, present key or former key. */
  findIssue(idOrKey: string): Issue | undefined {
    return /^\d+$/.test(idOrKey) ? this.#ids.get(Number(idOrKey)) : this.#keys.get(idOrKey.toUpperCase())
  }

  /** Browse Projects. Without a word said: administrators and everyone but ben and strangers. */
  mayBrowse(user: User | undefined, project: Project): boolean {
    if (this.#restrictions.nobodyBrowses) return false
    const granted = this.#grants.get(`${user?.name ?? 'anonymous'} ${project.key}`)
    if (granted !== undefined) return granted
    return user !== undefined && user.name !== 'ben'
  }

  restrict(change: Partial<Restrictions>): void {
    this.#restrictions = { ...this.#restrictions, ...change }
    this.version++
  }

  isArchived(project: Project): boolean {
    return this.#restrictions.archived?.key === project.key
  }

  /** Whether JQL takes the project's name; otherwise it is answered like one that does not exist. */
  isInJql(user: User | undefined, project: Project): boolean {
    return this.mayBrowse(user, project) && (!this.isArchived(project) || this.#restrictions.archived?.inJql === true)
  }

  /** An issue by its key or id: issue security hides it, archiving does not. */
  mayOpen(user: User | undefined, issue: Issue): boolean {
    return this.mayBrowse(user, issue.project) && this.#restrictions.secured !== issue.project.key
  }

  /** Whether searches list the project's issues. */
  isSearchable(user: User | undefined, project: Project): boolean {
    return this.mayBrowse(user, project) && !this.isArchived(project) && this.#restrictions.secured !== project.key
  }

  setPermission(userName: string, projectKey: string, browse: boolean): void {
    this.#grants.set(`${userName} ${this.getProject(projectKey).key}`, browse)
    this.version++
  }

  getProject(key: string): Project {
    const project = this.findProject(key)
    if (project === undefined) throw new Error(`no project ${key}`)
    return project
  }

  getIssue(key: string): Issue {
    const issue = this.findIssue(key)
    if (issue === undefined) throw new Error(`no issue ${key}`)
    return issue
  }

  create(projectKey: string, fields: FieldValues, now: number): Issue {
    const project = this.getProject(projectKey)
    project.lastNumber++
    const issue: Issue = {
      id: this.#nextId++,
      key: `${project.key}-${project.lastNumber}`,
      number: project.lastNumber,
      project,
      created: now,
      updated: now,
      own: fields,
      generated: undefined
    }
    project.index.add(issue)
    this.#ids.set(issue.id, issue)
    this.#keys.set(issue.key, issue)
    this.version++
    return issue
  }

  edit(issue: Issue, fields: FieldValues, now: number): void {
    issue.project.index.touch(issue, () => {
      issue.own = { ...issue.own, ...fields }
      issue.updated = now
    })
    this.version++
  }

  /** Gives the issue the next key of the other project; its id stays, its old key still finds it. */
  move(issue: Issue, toProjectKey: string, now: number): void {
    const target = this.getProject(toProjectKey)
    issue.project.index.remove(issue)
    target.lastNumber++
    issue.project = target
    issue.number = target.lastNumber
    issue.key = `${target.key}-${target.lastNumber}`
    issue.updated = now
    target.index.add(issue)
    this.#keys.set(issue.key, issue)
    this.version++
  }

  /** No tombstone: the issue is as if it had never been. */
  remove(issue: Issue): void {
    issue.project.index.remove(issue)
    this.#ids.delete(issue.id)
    for (const [key, found] of this.#keys) if (found === issue) this.#keys.delete(key)
    this.version++
  }
}

/** Dates every issue shows, in Jira's form. */
export function issueDates(issue: Issue): { created: string; updated: string } {
  return { created: jiraDate(issue.created), updated: jiraDate(issue.updated) }
}
