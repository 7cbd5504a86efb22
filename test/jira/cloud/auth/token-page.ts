/** Stands for id.atlassian.com/manage-profile/security/api-tokens: the account's API tokens, and making one. */
import { redirect, text, type Reply } from '../../exchange.ts'
import { escapeHtml, hidden, notice } from '../../pages/layout.ts'
import type { User } from '../../users.ts'
import { formOf, type CloudExchange } from '../exchange.ts'
import type { CloudWorld } from '../world.ts'
import { atlassianPage } from './layout.ts'
import { loginFirst, tokenPagePath, type WebSession } from './session.ts'

export function apiTokenPage(exchange: CloudExchange, world: CloudWorld): Reply {
  const session = world.sessions.find(exchange)
  const user = session === undefined ? undefined : world.users.find(session.userName)
  if (session === undefined || user === undefined) return loginFirst(exchange)
  exchange.user = user
  if (exchange.method !== 'POST') return list(world, user, session, undefined)
  const form = formOf(exchange)
  if (form.get('csrf') !== session.csrf) return text(403, 'Forbidden')
  const revoked = form.get('revoke')
  if (revoked !== null) {
    world.tokens.revoke(revoked)
    return redirect(tokenPagePath)
  }
  const days = Math.min(365, Math.max(1, Number(form.get('days') ?? '365') || 365))
  const made = world.tokens.create(user, {
    label: form.get('label')?.trim() || 'API token',
    scoped: form.get('kind') === 'scoped',
    expiresAt: world.clock.now() + days * 86_400_000
  })
  return list(world, user, session, made.token)
}

function list(world: CloudWorld, user: User, session: WebSession, made: string | undefined): Reply {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
  const rows = world.tokens.of(user).map(
    (token) =>
      `<tr><td>${escapeHtml(token.label)}</td><td>${token.scopes === undefined ? '–' : escapeHtml([...token.scopes].join(' '))}</td><td>${day(token.expiresAt)}</td>
<td><form method="post" action="${tokenPagePath}">${hidden('csrf', session.csrf)}<button name="revoke" value="${token.id}">Revoke</button></form></td></tr>`
  )
  const shown =
    made === undefined
      ? ''
      : `${notice('info', 'Copy the token now: you won’t be able to see it again.')}<p><code id="api-token">${escapeHtml(made)}</code></p>`
  return atlassianPage(
    'API tokens',
    `<h1>API tokens of ${escapeHtml(user.email)}</h1>${shown}
${rows.length === 0 ? '' : `<table><thead><tr><th>Name</th><th>Scopes</th><th>Expires</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`}
<form method="post" action="${tokenPagePath}">${hidden('csrf', session.csrf)}
<label for="label">Name</label><input type="text" id="label" name="label">
<label for="days">Expires in days (1 to 365)</label><input type="number" id="days" name="days" min="1" max="365" value="365">
<div class="buttons"><button class="primary" type="submit" name="kind" value="classic">Create API token</button>
<button type="submit" name="kind" value="scoped">Create API token with scopes</button></div></form>`,
    200,
    true
  )
}
