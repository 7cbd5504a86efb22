/** GET /authorize: checks the app's request, has the person log in, and asks Accept or Cancel with the site to use. */
import { redirect, text, type Reply } from '../../exchange.ts'
import { escapeHtml, hidden } from '../../pages/layout.ts'
import { formOf, type CloudExchange } from '../exchange.ts'
import type { CloudWorld } from '../world.ts'
import type { OAuthApp } from './grants.ts'
import { atlassianPage, brokenRequest } from './layout.ts'
import { loginFirst } from './session.ts'

interface AuthorizeRequest {
  readonly app: OAuthApp
  readonly redirectUri: string
  readonly state: string
  readonly scopes: readonly string[]
  /** PKCE, S256 (RFC 7636); absent when the app does without. */
  readonly challenge: string | undefined
}

export function authorizePage(exchange: CloudExchange, world: CloudWorld): Reply {
  const form = exchange.method === 'POST' ? formOf(exchange) : undefined
  const request = readRequest(exchange.query, world)
  if ('status' in request) return request
  const session = world.sessions.find(exchange)
  if (session === undefined) return loginFirst(exchange)
  exchange.user = world.users.find(session.userName)
  if (form === undefined) return ask(exchange, world, request, session.csrf)
  if (form.get('csrf') !== session.csrf) return text(403, 'Forbidden')
  return decide(world, request, session.userName, form)
}

function readRequest(query: URLSearchParams, world: CloudWorld): AuthorizeRequest | Reply {
  const app = world.grants.app(query.get('client_id') ?? '')
  if (app === undefined) return brokenRequest('The client_id is missing or not known.')
  const redirectUri = query.get('redirect_uri') ?? ''
  // Letter by letter: no other port, no trailing slash, no other spelling of the loopback address.
  if (!app.redirectUris.includes(redirectUri)) return brokenRequest('redirect_uri is not registered for client')
  if (query.get('response_type') !== 'code') return brokenRequest('response_type must be code')
  if (query.get('audience') !== 'api.atlassian.com') return brokenRequest('audience must be api.atlassian.com')
  if (query.get('prompt') !== 'consent') return brokenRequest('prompt must be consent')
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
  if (scopes.length === 0) return brokenRequest('scope is missing')
  const unknown = scopes.filter((scope) => app.scopes !== undefined && !app.scopes.includes(scope))
  if (unknown.length > 0) return brokenRequest(`The app was not set up for these scopes: ${unknown.join(' ')}`)
  const challenge = query.get('code_challenge') ?? undefined
  if (challenge !== undefined && query.get('code_challenge_method') !== 'S256')
    return brokenRequest('code_challenge_method must be S256')
  return { app, redirectUri, state: query.get('state') ?? '', scopes, challenge }
}

const scopeWords: Readonly<Record<string, string>> = {
  'read:jira-work': 'View Jira issue data: projects, issues, comments and attachments',
  'read:jira-user': 'View user profiles',
  'read:me': 'View your profile details',
  'write:jira-work': 'Create and manage issues',
  offline_access: 'Access this data while you are away'
}

function ask(exchange: CloudExchange, world: CloudWorld, request: AuthorizeRequest, csrf: string): Reply {
  const sites = world.sites.filter((site) => site.members.has(exchange.user?.name ?? ''))
  const scopes = request.scopes.map((scope) => `<li>${escapeHtml(scopeWords[scope] ?? scope)}</li>`).join('')
  const options = sites.map((site) => `<option value="${site.cloudId}">${escapeHtml(site.name)}</option>`).join('')
  const choose = `<option value=""${sites.length > 1 ? ' selected' : ''} disabled>Choose a site</option>`
  const here = `${exchange.rawPath}?${exchange.rawQuery}`
  const select =
    sites.length === 0
      ? '<p>You don’t have access to a site with Jira.</p>'
      : `<label for="site">Use app on</label><select id="site" name="site" required>${sites.length > 1 ? choose : ''}${options}</select>`
  return atlassianPage(
    'Authorize app',
    `<h1>${escapeHtml(request.app.name)} is requesting access to your Atlassian account.</h1>
<p>Signed in as <strong>${escapeHtml(exchange.user?.email ?? '')}</strong></p>
<form method="post" action="${escapeHtml(here)}">${hidden('csrf', csrf)}
${select}<p>The app would like to:</p><ul>${scopes}</ul>
<div class="buttons"><button class="primary" type="submit" name="decision" value="accept"${sites.length === 0 ? ' disabled' : ''}>Accept</button>
<button type="submit" name="decision" value="cancel" formnovalidate>Cancel</button></div></form>`
  )
}

function decide(world: CloudWorld, request: AuthorizeRequest, userName: string, form: URLSearchParams): Reply {
  const { app, redirectUri, scopes, state, challenge } = request
  if (form.get('decision') !== 'accept') {
    return back(redirectUri, {
      error: 'access_denied',
      error_description: 'User did not authorize the request',
      state
    })
  }
  const site = world.sites.find((one) => one.cloudId === form.get('site'))
  if (site === undefined || !site.members.has(userName)) return brokenRequest('Choose a site.')
  return back(redirectUri, {
    code: world.grants.consent(app, userName, site.cloudId, scopes, redirectUri, challenge),
    state
  })
}

function back(redirectUri: string, parameters: Readonly<Record<string, string>>): Reply {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.append(name, value)
  return redirect(url.toString())
}
