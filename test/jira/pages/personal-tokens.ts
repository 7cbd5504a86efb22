/** The tab *Personal Access Tokens* of a person's own profile. */
import { longestDays, type PersonalToken } from '../auth/personal-tokens.ts'
import { offersPersonalTokens } from '../auth/bearer.ts'
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import { deadLink } from './browse.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'
import { loginFirst } from './login.ts'

export const profilePath = '/secure/ViewProfile.jspa'
const tab = 'com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens'

export function profilePage(exchange: Exchange, world: World): Reply {
  const { user } = exchange
  if (user === undefined) return loginFirst(exchange, world)
  if (!offersPersonalTokens(world)) return deadLink(exchange, world)
  const form = exchange.method === 'POST' ? formOf(exchange) : undefined
  if (form === undefined) {
    const here = `${world.contextPath}${profilePath}?selectedTab=${tab}`
    return exchange.query.get('selectedTab') === tab ? show(exchange, world, user.name, '') : redirect(here)
  }
  const forged = forgedForm(exchange, form)
  if (forged !== undefined) return forged
  const revoked = form.get('revoke')
  if (revoked !== null) {
    world.personalTokens.revoke(user.name, Number(revoked))
    return show(exchange, world, user.name, '')
  }
  const made = create(form, world, user.name)
  return show(exchange, world, user.name, typeof made === 'string' ? notice('error', made) : shownOnce(made))
}

function create(form: URLSearchParams, world: World, user: string): PersonalToken | string {
  const days = (form.get('days') ?? '').trim()
  if (days !== '' && !/^\d{1,3}$/.test(days)) return 'Expiry must be a number of days'
  if (days !== '' && (Number(days) < 1 || Number(days) > longestDays))
    return `Expiry must be between 1 and ${longestDays} days`
  return world.personalTokens.create(user, form.get('name') ?? '', days === '' ? undefined : Number(days))
}

function shownOnce(token: PersonalToken): string {
  return `${notice('info', `Token '${token.name}' was created. Copy it now: it is not shown again.`)}
<label for="raw-token">Your new token</label><input type="text" id="raw-token" readonly value="${escapeHtml(token.raw)}">`
}

function show(exchange: Exchange, world: World, user: string, message: string): Reply {
  const action = `${world.contextPath}${profilePath}?selectedTab=${tab}`
  const csrf = hidden('atl_token', sessionOf(exchange, world).csrf)
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
  const rows = world.personalTokens.of(user).map((token) => {
    const ended = token.expiringAt !== undefined && token.expiringAt <= world.clock.now()
    const end = token.expiringAt === undefined ? 'Never' : `${day(token.expiringAt)}${ended ? ' (expired)' : ''}`
    return `<tr><td>${escapeHtml(token.name)}</td><td>${day(token.createdAt)}</td><td>${end}</td><td><form method="post" action="${action}">${csrf}
<button name="revoke" value="${token.id}" aria-label="Revoke ${escapeHtml(token.name)}">Revoke</button></form></td></tr>`
  })
  return page(exchange, world, {
    title: 'Personal Access Tokens',
    body: `<h1>Personal Access Tokens</h1>${message}
${rows.length === 0 ? '<p>You have no tokens.</p>' : `<table><thead><tr><th>Name</th><th>Created</th><th>Expires</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`}
<h2 id="create">Create token</h2>
<form method="post" action="${action}" aria-labelledby="create">${csrf}
<label for="token-name">Token name</label><input type="text" id="token-name" name="name" autocomplete="off">
<label for="token-days">Expires after days (empty: never)</label><input type="text" id="token-days" name="days" value="90" inputmode="numeric">
<div class="buttons"><button class="primary" type="submit">Create</button></div>
</form>`
  })
}
