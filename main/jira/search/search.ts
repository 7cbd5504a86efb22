/** Which way of searching a Jira has. */
import type { JiraClient } from '../client.ts'
import { cloudSearch } from './cloud.ts'
import { dataCenterSearch } from './data-center.ts'
import type { IssueSearch } from './issue-search.ts'

/** @param version Jira's version where known (`11.3.1`): what Data Center offers depends on it. */
export const searchOf = (client: JiraClient, version = ''): IssueSearch =>
  client.product === 'cloud' ? cloudSearch(client) : dataCenterSearch(client, version)
