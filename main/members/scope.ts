/** Whose a call's subject is, for whoever may do something in their own projects only. */
import type { Scope } from '../../preload/contract/channel.ts'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AtlassianAddresses } from '../jira/cloud/atlassian.ts'
import { originOf } from '../net/network-service.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import type { ActingMember } from './acting.ts'

export interface ScopeDeps {
  readonly store: Pick<StoreClient, 'linkState' | 'listLinks' | 'getConnection' | 'listConnections' | 'getProject'>
  /** Where the sign-ins of every Cloud site go. */
  readonly atlassian: AtlassianAddresses
}

/** Who else would be concerned; nobody when both are empty. */
interface Others {
  /** Projects that are not the member's own. */
  readonly projectIds: readonly string[]
  /** Whoever signed in, by name: `Anna`. */
  readonly people: readonly string[]
}

const nobody: Others = { projectIds: [], people: [] }

type Member = Pick<ActingMember, 'id' | 'projectIds'>

/**
 * Who decides about what `scope` names in `input`, if not `member` alone: `Administrators and the Project Managers of
 * Shelves`. Null when nobody else is concerned, or nothing is named.
 * @returns failures: the store's, and `invalid-input` for an address that cannot be compared.
 */
export async function whoElse(
  deps: ScopeDeps,
  member: Member,
  scope: Scope,
  input: Readonly<Record<string, unknown>>
): Promise<Result<string | null>> {
  const named = input[scope.field]
  if (typeof named !== 'string') return ok(null)
  const others = await othersIn(deps, member, scope.of, named)
  return others.ok ? inWords(deps, others.value) : others
}

/** Whose projects a connection brings tasks to besides the member's, whoever signed in there. */
export async function whoElseUses(
  deps: ScopeDeps,
  member: Member,
  connectionId: string
): Promise<Result<string | null>> {
  const others = await projectsOf(deps, member, connectionId)
  return others.ok ? inWords(deps, others.value) : others
}

async function othersIn(deps: ScopeDeps, member: Member, of: Scope['of'], named: string): Promise<Result<Others>> {
  const { store } = deps
  switch (of) {
    case 'project':
      return ok({ ...nobody, projectIds: foreign(member, [named]) })
    case 'link': {
      const state = await store.linkState({ linkId: named })
      if (!state.ok) return state
      return ok({ ...nobody, projectIds: state.value ? foreign(member, [state.value.link.projectId]) : [] })
    }
    case 'connection': {
      const found = await store.getConnection({ id: named })
      if (!found.ok) return found
      return found.value && !isBy(member, found.value) ? projectsOf(deps, member, named) : ok(nobody)
    }
    case 'sign-in': {
      const found = await store.getConnection({ id: named })
      if (!found.ok) return found
      return ok(found.value ? { ...nobody, people: signedInBy(member, found.value) } : nobody)
    }
    case 'site':
      return othersAt(deps, member, named)
  }
}

/** Everybody whose sign-ins go to an address. */
async function othersAt(deps: ScopeDeps, member: Member, address: string): Promise<Result<Others>> {
  const { store, atlassian } = deps
  // As the settings themselves are kept by: what is written differently must not be taken for another place.
  const origin = originOf(address)
  if (!origin.ok) return origin
  if (isAt(origin.value, [atlassian.authUrl, atlassian.apiUrl])) return ok({ ...nobody, people: [''] })
  const all = await store.listConnections({})
  if (!all.ok) return all
  const there = all.value.filter(({ siteUrl, apiUrl }) => isAt(origin.value, [siteUrl, apiUrl]))
  const projectIds: string[] = []
  for (const { id } of there) {
    const used = await projectsOf(deps, member, id)
    if (!used.ok) return used
    projectIds.push(...used.value.projectIds)
  }
  return ok({ projectIds, people: there.flatMap((one) => signedInBy(member, one)) })
}

async function projectsOf({ store }: ScopeDeps, member: Member, connectionId: string): Promise<Result<Others>> {
  const links = await store.listLinks({ connectionId })
  if (!links.ok) return links
  const projectIds = links.value.map(({ projectId }) => projectId)
  return ok({ ...nobody, projectIds: foreign(member, projectIds) })
}

const foreign = (member: Member, projectIds: readonly string[]): string[] =>
  projectIds.filter((id) => !member.projectIds.includes(id))

const isBy = (member: Member, { authorisedBy }: ConnectionRecord): boolean => authorisedBy?.memberId === member.id

/** Nobody when it was the member; without a name where it was before there were members. */
const signedInBy = (member: Member, record: ConnectionRecord): string[] =>
  isBy(member, record) ? [] : [record.authorisedBy?.name ?? '']

const isAt = (origin: string, addresses: readonly string[]): boolean =>
  addresses.some((address) => {
    const theirs = originOf(address)
    return theirs.ok && theirs.value === origin
  })

/** At most three of each are named. */
async function inWords({ store }: ScopeDeps, { projectIds, people }: Others): Promise<Result<string | null>> {
  if (projectIds.length === 0 && people.length === 0) return ok(null)
  const projects = new Set<string>()
  for (const id of [...new Set(projectIds)].slice(0, 3)) {
    const project = await store.getProject({ id })
    if (!project.ok) return project
    projects.add(project.value?.name ?? 'another project')
  }
  const names = [...new Set(people)].filter((name) => name !== '').slice(0, 3)
  // Whoever signed in decides together with those whose projects it is about: neither alone.
  if (names.length > 0 && projects.size === 0) return ok(`Administrators and ${names.join(', ')}, who signed in`)
  if (projects.size > 0 && people.length === 0)
    return ok(`Administrators and the Project Managers of ${[...projects].join(', ')}`)
  return ok('Administrators')
}
