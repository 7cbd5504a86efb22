import { queryOptions } from '@tanstack/react-query'
import type { ChannelOutput, JiraProject } from '../../../preload/contract/index.ts'
import { bridge, unwrap } from '../../bridge.ts'
import { pageSize, type PageOfRows } from '../../ui/use-pages.ts'

export interface JiraProjectPage extends PageOfRows<JiraProject> {
  explanation: ChannelOutput<'jiraProjects.list'>['explanation']
}

/** Every page of what one connection may see. `links` is the topic: linking changes what is marked as linked. */
export const jiraProjectsKey = (connectionId: string, projectId: string) =>
  ['links', 'jira-projects', connectionId, projectId] as const

/** One page of what this connection may see. */
export const jiraProjectPageQuery = (connectionId: string, projectId: string, search: string, offset: number) => ({
  queryKey: [...jiraProjectsKey(connectionId, projectId), search, offset] as const,
  queryFn: async (): Promise<JiraProjectPage> => {
    const page = await unwrap(bridge.jiraProjects.list({ connectionId, projectId, search, offset, limit: pageSize }))
    return { rows: page.projects, total: page.total, explanation: page.explanation }
  }
})

/** Asked afresh for every project picked: the count is a promise about the sync to come. */
export const issueCountQuery = (connectionId: string, jiraProjectId: string) =>
  queryOptions({
    queryKey: ['jira', 'issue-count', connectionId, jiraProjectId],
    queryFn: async () => (await unwrap(bridge.jiraProjects.countIssues({ connectionId, jiraProjectId }))).issues,
    staleTime: 0,
    gcTime: 0
  })
