/**
 * Step 9: one request with the connection's own sign-in. A password that was refused before is not sent again: the third
 * refusal brings the CAPTCHA. Where nobody has signed in yet, which ways Jira offers.
 */
import type { Failure } from '../../../preload/contract/failures/failure.ts'
import { readMyself } from '../../jira/myself.ts'
import { withAdvice } from '../../jira/site/find-site.ts'
import type { ConnectionRecord } from '../../store/api.ts'
import { failed, good, skipped, warned, type Finding, type Step, type Visit } from '../step.ts'

export const signIn: Step = {
  id: 'sign-in',
  run: (visit) => (visit.subject.connection ? withConnection(visit, visit.subject.connection) : offered(visit))
}

async function withConnection(visit: Visit, connection: ConnectionRecord): Promise<Finding> {
  const { deps, facts, transport } = visit
  const client = await deps.connections.client(connection.id, transport)
  if (!client.ok && client.failure.code === 'password-wrong')
    return skipped('Jira refused this password before, and it is not sent again by itself.', client.failure)
  if (!client.ok)
    return connection.method === 'oauth1' ? linkOnly(visit, connection, client.failure) : failed(client.failure)
  const me = await readMyself(client.value)
  if (!me.ok && isAboutTheUser(me.failure)) {
    facts.againstUser = me.failure
    return good('Jira knows the user.')
  }
  if (!me.ok) return failed(me.failure)
  for (const name of [me.value.name, me.value.displayName, me.value.email, me.value.accountId])
    if (name) facts.people.add(name)
  facts.client = client.value
  facts.me = me.value
  return good('Jira accepts the sign-in.')
}

/** Jira named the user, who may not use it. */
const isAboutTheUser = ({ code, params }: Failure): boolean => code === 'sign-in-refused' && params['status'] === '200'

/** OAuth 1.0 before anybody has signed in: the application link can be tried all the same. */
async function linkOnly({ deps, facts }: Visit, connection: ConnectionRecord, missing: Failure): Promise<Finding> {
  if (missing.code !== 'secret-missing') return failed(missing)
  const tested = await deps.testLink({ siteUrl: facts.siteUrl, consumerKey: connection.consumerKey ?? '' })
  if (!tested.ok) return failed(tested.failure)
  return warned('The application link works; now somebody has to sign in.', missing, [tested.value.message])
}

async function offered({ facts, subject, transport }: Visit): Promise<Finding> {
  if (subject.product === 'cloud')
    return good('Nobody has signed in yet.', ['Atlassian’s page: needs an OAuth client', 'API token: possible'])
  if (!facts.site) return skipped('Nobody has signed in yet, and which ways there are depends on Jira’s version.')
  const { methods } = await withAdvice(transport, facts.site)
  const ways = methods.map(({ method, impossible, because }) => `${method}: ${impossible ?? because ?? 'possible'}`)
  return good('Nobody has signed in yet. What this Jira offers is below.', ways)
}
