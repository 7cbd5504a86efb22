/** Edit → Incoming Authentication of an application link: where an administrator puts another public key. */
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import type { Consumer } from '../oauth/provider.ts'
import type { World } from '../world.ts'
import { administratorsOnly, applinksPath, editLinkPath } from './applinks.ts'
import { deadLink } from './browse.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'

/** GET `?consumerKey=` shows what Jira holds; POST changes it. The consumer key itself cannot be changed, as in Jira. */
export function editLinkPage(exchange: Exchange, world: World): Reply {
  const refused = administratorsOnly(exchange, world)
  if (refused !== undefined) return refused
  const form = exchange.method === 'POST' ? formOf(exchange) : undefined
  const consumer = world.oauth.consumer((form ?? exchange.query).get('consumerKey') ?? '')
  if (consumer === undefined) return deadLink(exchange, world)
  if (form === undefined) return show(exchange, world, consumer, undefined, undefined)
  const forged = forgedForm(exchange, form)
  if (forged !== undefined) return forged
  const problem = world.oauth.changeLink(consumer.key, {
    consumerName: form.get('consumerName') ?? '',
    publicKeyPem: form.get('publicKey') ?? '',
    callbackUrl: form.get('callbackUrl') ?? ''
  })
  if (problem !== undefined) return show(exchange, world, consumer, form, problem)
  return redirect(`${world.contextPath}${applinksPath}`)
}

function show(
  exchange: Exchange,
  world: World,
  consumer: Consumer,
  form: URLSearchParams | undefined,
  problem: string | undefined
): Reply {
  const pem = consumer.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const value = (name: string, kept: string): string => escapeHtml(form?.get(name) ?? kept)
  const input = (name: string, label: string, kept: string, more = ''): string =>
    `<label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" value="${value(name, kept)}"${more}>`
  return page(exchange, world, {
    title: `Configure ${consumer.applicationName}`,
    status: problem === undefined ? 200 : 400,
    body: `<h1>Configure ${escapeHtml(consumer.applicationName)}</h1>
<h2 id="incoming">Incoming Authentication</h2>
${problem === undefined ? '' : notice('error', problem)}
<form method="post" action="${world.contextPath}${editLinkPath}" aria-labelledby="incoming">${hidden('atl_token', sessionOf(exchange, world).csrf)}
${input('consumerKey', 'Consumer Key', consumer.key, ' readonly')}
${input('consumerName', 'Consumer Name', consumer.name)}
<label for="publicKey">Public Key</label><textarea id="publicKey" name="publicKey" spellcheck="false">${value('publicKey', pem)}</textarea>
${input('callbackUrl', 'Consumer Callback URL', consumer.callbackUrl ?? '')}
<p><label><input type="checkbox" disabled> Allow 2-Legged OAuth</label></p>
<div class="buttons"><button class="primary" type="submit">Save</button><a href="${world.contextPath}${applinksPath}">Cancel</a></div>
</form>`
  })
}
