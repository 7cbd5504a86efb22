/**
 * /plugins/servlet/applinks/listApplicationLinks: the links there are, and the ways to new ones – step by step as in each
 * version (link-wizard.ts, external-application.ts), and all values at once.
 */
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import { fingerprint } from '../oauth/provider.ts'
import type { World } from '../world.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'
import { loginFirst } from './login.ts'

export const applinksPath = '/plugins/servlet/applinks/listApplicationLinks'
export const createLinkPath = '/plugins/servlet/applinks/createApplicationLink'
export const editLinkPath = '/plugins/servlet/applinks/editApplicationLink'
export const externalApplicationPath = '/plugins/servlet/applinks/externalApplication'

/** Sends nobody to the log-in page and everybody but administrators away. */
export function administratorsOnly(exchange: Exchange, world: World): Reply | undefined {
  const { user } = exchange
  if (user === undefined) return loginFirst(exchange, world)
  if (user.admin) return undefined
  return page(exchange, world, {
    title: 'Access Denied',
    status: 403,
    body: `<h1>Access Denied</h1>${notice('error', `'${user.displayName}' does not have permission to access this page. Jira administrators only.`)}`
  })
}

export function applinksPage(exchange: Exchange, world: World): Reply {
  const refused = administratorsOnly(exchange, world)
  if (refused !== undefined) return refused
  if (exchange.method !== 'POST') return show(exchange, world, new URLSearchParams(), undefined)
  const form = formOf(exchange)
  const forged = forgedForm(exchange, form)
  if (forged !== undefined) return forged
  const removed = form.get('remove')
  if (removed !== null) {
    world.oauth.removeLink(removed)
    return redirect(`${world.contextPath}${applinksPath}`)
  }
  const problem = world.oauth.addLink({
    consumerKey: form.get('consumerKey') ?? '',
    consumerName: form.get('consumerName') ?? '',
    publicKeyPem: form.get('publicKey') ?? '',
    callbackUrl: form.get('callbackUrl') ?? ''
  })
  return problem === undefined ? redirect(`${world.contextPath}${applinksPath}`) : show(exchange, world, form, problem)
}

function show(exchange: Exchange, world: World, form: URLSearchParams, problem: string | undefined): Reply {
  const session = sessionOf(exchange, world)
  const action = `${world.contextPath}${applinksPath}`
  const value = (name: string): string => escapeHtml(form.get(name) ?? '')
  const rows = world.oauth.consumers().map(
    ({
      applicationName: name,
      key,
      publicKey
    }) => `<tr><td>${escapeHtml(name)}</td><td><code>${escapeHtml(key)}</code></td>
<td><code>${fingerprint(publicKey)}</code></td>
<td><a href="${world.contextPath}${editLinkPath}?${escapeHtml(new URLSearchParams({ consumerKey: key }).toString())}" aria-label="Edit ${escapeHtml(name)}">Edit</a>
<form method="post" action="${action}">${hidden('atl_token', session.csrf)}
<button name="remove" value="${escapeHtml(key)}" aria-label="Delete ${escapeHtml(name)}">Delete</button></form></td></tr>`
  )
  const list =
    rows.length === 0
      ? '<p>No application links have been configured.</p>'
      : `<table><thead><tr><th>Application</th><th>Consumer key</th><th>SHA-256 of the public key</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  return page(exchange, world, {
    title: 'Configure Application Links',
    status: problem === undefined ? 200 : 400,
    body: `<h1>Configure Application Links</h1>
${wayToNewLink(world, session.csrf)}
${list}
${externalApplications(exchange, world)}
<h2 id="create">Create incoming link</h2>
<p>Everything at once; a real Jira leads through several pages.</p>
${problem === undefined ? '' : notice('error', problem)}
<form method="post" action="${action}" aria-labelledby="create">${hidden('atl_token', session.csrf)}
<label for="consumerKey">Consumer Key</label><input type="text" id="consumerKey" name="consumerKey" value="${value('consumerKey')}">
<label for="consumerName">Consumer Name</label><input type="text" id="consumerName" name="consumerName" value="${value('consumerName')}">
<label for="publicKey">Public Key</label><textarea id="publicKey" name="publicKey" spellcheck="false">${value('publicKey')}</textarea>
<label for="callbackUrl">Consumer Callback URL (optional)</label><input type="text" id="callbackUrl" name="callbackUrl" value="${value('callbackUrl')}">
<div class="buttons"><button class="primary" type="submit">Continue</button></div>
</form>`
  })
}

/** Before 8.22 the address comes first, on this page; since then a page of its own asks for the type. */
function wayToNewLink(world: World, csrf: string): string {
  const path = `${world.contextPath}${createLinkPath}`
  if (world.version.oauth2) return `<p><a href="${path}">Create link</a></p>`
  return `<form method="post" action="${path}" aria-label="New link">${hidden('atl_token', csrf)}${hidden('step', 'address')}
<label for="applicationUrl">Enter the URL of the application you want to link</label><input type="text" id="applicationUrl" name="applicationUrl">
<div class="buttons"><button class="primary" type="submit">Create new link</button></div></form>`
}

/** From 8.22 on: OAuth 2.0 links, and the way to a new one. */
function externalApplications(exchange: Exchange, world: World): string {
  if (!world.version.oauth2) return ''
  const path = `${world.contextPath}${externalApplicationPath}`
  const csrf = hidden('atl_token', sessionOf(exchange, world).csrf)
  const rows = world.oauth2.clients().map(
    ({
      name,
      clientId
    }) => `<tr><td>${escapeHtml(name)}</td><td><a href="${path}?clientId=${clientId}">View credentials</a></td>
<td><form method="post" action="${path}">${csrf}<button name="remove" value="${clientId}" aria-label="Delete ${escapeHtml(name)}">Delete</button></form></td></tr>`
  )
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr><th>External application</th><th></th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  return `${table}<p><a href="${path}">Create link to an external application</a> (OAuth 2.0)</p>`
}
