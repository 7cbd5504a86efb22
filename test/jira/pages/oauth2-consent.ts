/** /plugins/servlet/oauth2/consent: the person allows or denies what an app asks for. */
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import { callbackWith, consentPath, readRequest, type AuthorizationRequest } from '../oauth2/authorize.ts'
import { scopeWords } from '../oauth2/scopes.ts'
import type { World } from '../world.ts'
import { deadLink } from './browse.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, page } from './layout.ts'
import { loginFirst } from './login.ts'

const parameterNames = [
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'scope',
  'code_challenge',
  'code_challenge_method'
]

export function oauth2ConsentPage(exchange: Exchange, world: World): Reply {
  if (!world.version.oauth2) return deadLink(exchange, world)
  const form = exchange.method === 'POST' ? formOf(exchange) : undefined
  const asked = readRequest(form ?? exchange.query, world)
  if ('status' in asked) return asked
  if (exchange.user === undefined) return loginFirst(exchange, world)
  if (form === undefined) return ask(exchange, world, asked)
  return forgedForm(exchange, form) ?? decide(exchange.user.name, world, asked, form)
}

function ask(exchange: Exchange, world: World, { client, scopes }: AuthorizationRequest): Reply {
  const name = escapeHtml(client.name)
  const parameters = parameterNames
    .filter((parameter) => exchange.query.has(parameter))
    .map((parameter) => hidden(parameter, exchange.query.get(parameter) ?? ''))
  return page(exchange, world, {
    title: 'Allow access',
    narrow: true,
    body: `<h1>${name} would like to access your Jira account</h1>
<p>You are logged in as <strong>${escapeHtml(exchange.user?.displayName ?? '')}</strong>. This will allow <strong>${name}</strong> to:</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scopeWords[scope])}</li>`).join('')}</ul>
<p>You can revoke this access at any time in your profile, under Authorized applications.</p>
<form method="post" action="${world.contextPath}${consentPath}">
${hidden('atl_token', sessionOf(exchange, world).csrf)}${parameters.join('')}
<div class="buttons"><button class="primary" type="submit" name="approve" value="Allow">Allow</button><button type="submit" name="deny" value="Deny">Deny</button></div>
</form>`
  })
}

function decide(user: string, world: World, asked: AuthorizationRequest, form: URLSearchParams): Reply {
  const { client, redirectUri, scopes, state, challenge } = asked
  if (!form.has('approve')) return redirect(callbackWith(redirectUri, { error: 'access_denied', state }))
  const code = world.oauth2.issueCode({ clientId: client.clientId, user, redirectUri, scopes }, challenge)
  return redirect(callbackWith(redirectUri, { code, state }))
}
