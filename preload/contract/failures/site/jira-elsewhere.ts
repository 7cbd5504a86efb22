import type { FailureWords } from '../words.ts'

export const jiraElsewhere: FailureWords = {
  title: 'Jira is at {found}',
  cause: 'At {address} there is no Jira, but at {found} there is.',
  remedy: 'Use {found}. A connection keeps its links and tasks: choose “Sign in again” there and enter that address.',
  retry: 'after-remedy',
  evidence: 'GET …/rest/api/2/serverInfo answers 200 below another path of the same host.',
  source: 'Jira REST API: Server info; Apache Tomcat: context path'
}
