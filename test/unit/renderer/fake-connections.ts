/** What the invented bridge answers about connections, signing in to them, and the OAuth client of Jira Cloud. */
import { ok } from '../../../preload/contract/index.ts'
import type { ChangedTopic, Connection, SignInVia } from '../../../preload/contract/index.ts'
import { missing, type Answers, type State } from './fake-answers.ts'
import { waiting } from './fake-applink.ts'
import * as data from './fake-data.ts'

type Own = Extract<keyof Answers, `connections.${string}` | `cloudClient.${string}`>

export function connectionAnswers(state: State, changed: (...topics: ChangedTopic[]) => void): Pick<Answers, Own> {
  const newId = () => `c${state.connections.length + 1}`
  const signedIn = (made: Connection) => {
    state.connections = [...state.connections.filter((one) => one.id !== made.id), made]
    changed('connections')
    return ok(made)
  }
  const started = <V extends SignInVia>(via: V, path: string) =>
    ok({
      flowId: 'f1',
      via,
      authorizeUrl: `https://jira.example.com/jira${path}`,
      expiresAt: Date.now() + 10 * data.minute
    })
  const tokenAnswered = (id: string, edit: Partial<Connection>) => {
    const old = state.connections.find((one) => one.id === id)
    return old ? signedIn({ ...old, ...edit, status: 'connected', action: 'select', failure: null }) : missing('It')
  }
  return {
    'connections.list': () => ok({ connections: state.connections, uses: data.usesOf(state.links) }),
    'connections.findSite': () => ok(data.site),
    'connections.signInWithPassword': ({ connectionId, username }) =>
      signedIn(data.connection(connectionId ?? newId(), { method: 'password', userName: username })),
    'connections.signInWithToken': ({ connectionId }) =>
      signedIn(data.connection(connectionId ?? newId(), { method: 'pat' })),
    'connections.createToken': ({ connectionId }) =>
      signedIn(data.connection(connectionId ?? newId(), { method: 'pat' })),
    'connections.waitForLink': ({ siteUrl, consumerKey }) =>
      signedIn(waiting({ id: newId(), siteUrl, consumerKey, host: new URL(siteUrl).host })),
    'connections.startOAuth1': ({ via }) => started(via, '/plugins/servlet/oauth/authorize?oauth_token=abc'),
    'connections.startOAuth2': ({ via }) => started(via, '/rest/oauth2/latest/authorize?client_id=abc'),
    'connections.redirectUrl': () => ok({ url: `http://localhost:${state.settings.callbackPort}/attrack/callback` }),
    'connections.startCloud': ({ via }) => started(via, '/authorize?audience=api.atlassian.com'),
    'connections.awaitCloudSites': () => new Promise(() => undefined),
    'connections.chooseCloudSite': ({ cloudId }) => {
      const chosen = data.cloudSites.find((one) => one.cloudId === cloudId)
      if (!chosen) return missing('The site')
      return signedIn(data.cloudConnection(newId(), { siteUrl: chosen.url, host: new URL(chosen.url).host }))
    },
    'connections.signInWithApiToken': ({ connectionId, email }) =>
      signedIn(data.cloudConnection(connectionId ?? newId(), { method: 'api-token', email, apiToken: null })),
    'connections.saveApiToken': ({ id, email }) => tokenAnswered(id, { email, apiToken: 'held' }),
    'connections.declineApiToken': ({ id }) => tokenAnswered(id, { apiToken: 'declined' }),
    'connections.awaitSignIn': () => new Promise(() => undefined),
    'connections.submitVerifier': () => ok({}),
    'connections.cancelSignIn': () => ok({}),
    'connections.check': ({ id }) => {
      const found = state.connections.find((one) => one.id === id)
      return found ? ok(found) : missing('The connection')
    },
    'connections.remove': ({ id }) => {
      state.connections = state.connections.filter((one) => one.id !== id)
      changed('connections', 'links')
      return ok({})
    },
    'cloudClient.get': () => ok(state.cloudClient),
    'cloudClient.set': ({ clientId }) => ok((state.cloudClient = { ...data.cloudClient('settings'), clientId })),
    'cloudClient.remove': () => ok((state.cloudClient = data.cloudClient('none')))
  }
}
