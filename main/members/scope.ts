/** Which projects a call is about, for whoever may do something in their own projects only. */
import type { Scope } from '../../preload/contract/channel.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { siteOrigin } from '../net/site-rules.ts'
import type { StoreClient } from '../store/api.ts'

/**
 * The projects behind what `scope` names in `input`. Null when it names nothing there: a new connection, a Jira nobody
 * uses yet.
 */
export async function projectsInScope(
  store: StoreClient,
  scope: Scope,
  input: Readonly<Record<string, unknown>>
): Promise<Result<string[] | null>> {
  const named = input[scope.field]
  if (typeof named !== 'string') return ok(null)
  switch (scope.of) {
    case 'project':
      return ok([named])
    case 'link': {
      const state = await store.linkState({ linkId: named })
      return state.ok ? ok(state.value && [state.value.link.projectId]) : state
    }
    case 'connection':
      return projectsOf(store, { connectionId: named })
    case 'site': {
      const origin = originOf(named)
      // What cannot be compared is not let through on the chance that it belongs to nobody.
      if (origin === null) return fail('invalid-input', { field: scope.field, problem: 'It is no web address.' })
      const all = await store.listConnections({})
      if (!all.ok) return all
      const projects: string[] = []
      const there = all.value.filter(({ siteUrl, apiUrl }) => [originOf(siteUrl), originOf(apiUrl)].includes(origin))
      for (const { id } of there) {
        const used = await projectsOf(store, { connectionId: id })
        if (!used.ok) return used
        projects.push(...(used.value ?? []))
      }
      return ok(projects.length === 0 ? null : projects)
    }
  }
}

async function projectsOf(store: StoreClient, of: { connectionId: string }): Promise<Result<string[] | null>> {
  const links = await store.listLinks(of)
  if (!links.ok) return links
  return ok(links.value.length === 0 ? null : links.value.map(({ projectId }) => projectId))
}

function originOf(address: string): string | null {
  try {
    return siteOrigin(address)
  } catch {
    return null
  }
}
