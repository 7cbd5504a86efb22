/** Step 12: one issue of each linked project, by the same search a sync uses. */
import { failure } from '../../../preload/contract/failures/failure.ts'
import { sampleIssue } from '../../jira/search/sample.ts'
import { failed, good, skipped, warned, type Step } from '../step.ts'

export const search: Step = {
  id: 'search',
  async run({ facts }) {
    const { client, me, unreadable } = facts
    if (!client || !me) return skipped('Nobody is signed in.')
    const user = me.displayName || me.name
    const links = facts.links.filter(({ jiraProjectId }) => !unreadable.has(jiraProjectId))
    if (links.length === 0)
      return skipped(
        facts.links.length === 0 ? 'No project is linked yet that could be searched.' : 'No linked project can be read.'
      )
    const samples = await Promise.all(
      links.map(({ jiraProjectId: id, jiraProjectKey: key }) => sampleIssue(client, { id, key }))
    )
    const evidence = links.map(({ jiraProjectKey: key }, at) => {
      const sample = samples[at]
      if (!sample?.ok) return `${key}: ${sample?.failure.code ?? ''}`
      const { total, seen } = sample.value
      return `${key}: ${total === null ? (seen ? 'issues found' : 'no issue') : `${total} issues`}`
    })
    const refused = samples.flatMap((sample) => (sample.ok ? [] : [sample.failure]))[0]
    if (refused) return failed(refused, evidence, true)
    const empty = links.find((_, at) => {
      const sample = samples[at]
      return sample?.ok === true && !sample.value.seen
    })
    if (empty) {
      const project = empty.jiraProjectKey
      return warned(`The search finds no issue in ${project}.`, failure('issues-hidden', { user, project }), evidence)
    }
    return good('The search finds issues.', evidence)
  }
}
