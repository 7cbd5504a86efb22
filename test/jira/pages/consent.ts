/** /plugins/servlet/oauth/authorize: Allow or Deny, and the page that shows the verification code. */
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import { OAuthProblem } from '../oauth/problems.ts'
import type { RequestToken } from '../oauth/provider.ts'
import type { World } from '../world.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'
import { loginFirst } from './login.ts'

export function authorizePage(exchange: Exchange, world: World): Reply {
  if (exchange.user === undefined) return loginFirst(exchange, world)
  const form = exchange.method === 'POST' ? formOf(exchange) : undefined
  const name = form?.get('oauth_token') ?? exchange.query.get('oauth_token') ?? ''
  try {
    if (name === '') throw new OAuthProblem('parameter_absent', { oauth_parameters_absent: 'oauth_token' })
    const token = world.oauth.undecided(name)
    return form === undefined
      ? ask(exchange, world, token)
      : (forgedForm(exchange, form) ?? decide(exchange, world, token, form))
  } catch (error) {
    if (error instanceof OAuthProblem) return refused(exchange, world, error)
    throw error
  }
}

function ask(exchange: Exchange, world: World, token: RequestToken): Reply {
  const consumer = escapeHtml(world.oauth.consumer(token.consumer)?.name ?? token.consumer)
  const session = sessionOf(exchange, world)
  return page(exchange, world, {
    title: 'Authorize',
    narrow: true,
    body: `<h1>Welcome to Jira</h1>
<p>The application <strong>${consumer}</strong> would like to have <strong>read access</strong> to your data on your behalf.</p>
<p>You are logged in as <strong>${escapeHtml(exchange.user?.displayName ?? '')}</strong>. You can revoke this access at any time in your profile.</p>
<form method="post" action="${world.contextPath}/plugins/servlet/oauth/authorize">
${hidden('oauth_token', token.token)}${hidden('atl_token', session.csrf)}
<div class="buttons"><button class="primary" type="submit" name="approve" value="Allow">Allow</button><button type="submit" name="deny" value="Deny">Deny</button></div>
</form>`
  })
}

function decide(exchange: Exchange, world: World, token: RequestToken, form: URLSearchParams): Reply {
  const user = exchange.user?.name ?? ''
  const consumer = world.oauth.consumer(token.consumer)?.name ?? token.consumer
  if (form.has('approve') && !world.faults.isOn('verifier-denied')) {
    const verifier = world.oauth.allow(token, user)
    if (token.callback !== undefined) return redirect(callbackWith(token.callback, token.token, verifier))
    return page(exchange, world, {
      title: 'Access Approved',
      narrow: true,
      body: `<h1>Access Approved</h1>
<p>You have successfully authorized '${escapeHtml(consumer)}'. Your verification code is</p>
<p class="verifier"><code id="verification-code">${verifier}</code></p>
<p>You will need to enter this exact text when prompted. You should write this value down before closing the browser window.</p>`
    })
  }
  world.oauth.deny(token, user)
  if (token.callback !== undefined) return redirect(callbackWith(token.callback, token.token, 'denied'))
  return page(exchange, world, {
    title: 'Access Denied',
    narrow: true,
    body: `<h1>Access Denied</h1><p>You have denied '${escapeHtml(consumer)}' access to your data.</p>`
  })
}

function callbackWith(callback: string, token: string, verifier: string): string {
  const url = new URL(callback)
  url.searchParams.append('oauth_token', token)
  url.searchParams.append('oauth_verifier', verifier)
  return url.toString()
}

const words: Readonly<Record<string, string>> = {
  token_expired: 'This request for access has expired. Go back to the application and start again.',
  token_used: 'This request for access was answered already. Go back to the application and start again.',
  token_rejected: 'Jira does not know this request for access. Go back to the application and start again.'
}

function refused(exchange: Exchange, world: World, problem: OAuthProblem): Reply {
  return page(exchange, world, {
    title: 'OAuth problem',
    narrow: true,
    status: problem.problem === 'parameter_absent' ? 400 : 401,
    body: `<h1>Access cannot be granted</h1>${notice('error', words[problem.problem] ?? 'The request is incomplete.')}
<p><code>oauth_problem=${escapeHtml(problem.problem)}</code></p>`
  })
}
