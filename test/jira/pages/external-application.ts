/** Create link → External application → Incoming: what a Jira administrator does by hand for OAuth 2.0. */
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import type { OAuth2Client } from '../oauth2/provider.ts'
import { isScope, scopeOrder } from '../oauth2/scopes.ts'
import type { World } from '../world.ts'
import { administratorsOnly, applinksPath, externalApplicationPath } from './applinks.ts'
import { deadLink } from './browse.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'

/** GET shows the form, or with `?clientId=` the credentials of a link; POST creates or removes one. */
export function externalApplicationPage(exchange: Exchange, world: World): Reply {
  if (!world.version.oauth2) return deadLink(exchange, world)
  const refused = administratorsOnly(exchange, world)
  if (refused !== undefined) return refused
  if (exchange.method !== 'POST') {
    const client = world.oauth2.client(exchange.query.get('clientId') ?? '')
    return client === undefined
      ? ask(exchange, world, new URLSearchParams(), undefined)
      : shown(exchange, world, client)
  }
  const form = formOf(exchange)
  const forged = forgedForm(exchange, form)
  if (forged !== undefined) return forged
  const removed = form.get('remove')
  if (removed !== null) {
    world.oauth2.removeClient(removed)
    return redirect(`${world.contextPath}${applinksPath}`)
  }
  const made = create(form, world)
  return typeof made === 'string' ? ask(exchange, world, form, made) : shown(exchange, world, made)
}

function create(form: URLSearchParams, world: World): OAuth2Client | string {
  if (form.get('applicationType') !== 'external') return 'For an Atlassian product begin anew with Create link'
  if (form.get('direction') !== 'incoming') return 'This practice Jira only creates incoming links'
  const scope = form.get('scope') ?? ''
  if (!isScope(scope)) return 'Permission is required'
  const redirectUris = [form.get('redirectUrl') ?? ''].map((uri) => uri.trim())
  return world.oauth2.addClient({ name: form.get('name') ?? '', redirectUris, scopes: [scope] })
}

function ask(exchange: Exchange, world: World, form: URLSearchParams, problem: string | undefined): Reply {
  const value = (name: string): string => escapeHtml(form.get(name) ?? '')
  const radio = (name: string, choice: string, label: string, checked: boolean): string =>
    `<p><label><input type="radio" name="${name}" value="${choice}"${checked ? ' checked' : ''}> ${label}</label></p>`
  const scopes = scopeOrder.map((scope) => `<option value="${scope}">${scope.replace('_', ' ').toLowerCase()}</option>`)
  return page(exchange, world, {
    title: 'Create link',
    status: problem === undefined ? 200 : 400,
    body: `<h1 id="create">Create link</h1>
${problem === undefined ? '' : notice('error', problem)}
<form method="post" action="${world.contextPath}${externalApplicationPath}" aria-labelledby="create">${hidden('atl_token', sessionOf(exchange, world).csrf)}
<fieldset><legend>Application type</legend>${radio('applicationType', 'atlassian', 'Atlassian product', false)}${radio('applicationType', 'external', 'External application', true)}</fieldset>
<fieldset><legend>Direction</legend>${radio('direction', 'incoming', 'Incoming', true)}${radio('direction', 'outgoing', 'Outgoing', false)}</fieldset>
<label for="name">Name</label><input type="text" id="name" name="name" value="${value('name')}">
<label for="redirectUrl">Redirect URL</label><input type="text" id="redirectUrl" name="redirectUrl" value="${value('redirectUrl')}">
<label for="scope">Permission</label><select id="scope" name="scope">${scopes.join('')}</select>
<div class="buttons"><button class="primary" type="submit">Save</button></div>
</form>`
  })
}

function shown(exchange: Exchange, world: World, client: OAuth2Client): Reply {
  const field = (id: string, label: string, value: string): string =>
    `<label for="${id}">${label}</label><input type="text" id="${id}" readonly value="${escapeHtml(value)}">`
  return page(exchange, world, {
    title: 'Credentials',
    body: `<h1>${escapeHtml(client.name)}: credentials</h1>
<p>Give these to the application.</p>
${field('client-id', 'Client ID', client.clientId)}
${field('client-secret', 'Client secret', client.clientSecret)}
${field('redirect-url', 'Redirect URL', client.redirectUris.join(' '))}
${field('permission', 'Permission', client.scopes.join(' '))}
<p><a href="${world.contextPath}${applinksPath}">Application links</a></p>`
  })
}
