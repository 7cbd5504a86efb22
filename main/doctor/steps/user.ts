/** Step 10: whom Jira takes AtTrack for. */
import { failed, good, skipped, warned, type Step } from '../step.ts'

export const user: Step = {
  id: 'user',
  async run({ facts, subject: { connection } }) {
    if (facts.againstUser) return failed(facts.againstUser)
    const { me } = facts
    if (!me || !connection) return skipped('Nobody is signed in.')
    const evidence = [
      `user name ${me.name}`,
      ...(me.accountId === null ? [] : [`account ${me.accountId}`]),
      ...(me.timeZone === undefined ? [] : [`time zone ${me.timeZone}`]),
      'the account is active'
    ]
    const shown = me.displayName || me.name
    const same = me.accountId === null ? me.name === connection.userName : me.accountId === connection.accountId
    if (same) return good(`Jira takes AtTrack for ${shown}.`, evidence)
    return warned(`Jira takes AtTrack for ${shown}; the connection was made as ${connection.userName}.`, null, evidence)
  }
}
