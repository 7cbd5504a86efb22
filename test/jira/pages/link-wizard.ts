/**
 * Making an application link for OAuth 1.0 page by page, in the words of Jira's screens: (from 8.22 on: its type →) the
 * address → no response → *Link applications* → its incoming side. What was entered travels along in hidden fields.
 * Sources: github.com/mattermost/mattermost-plugin-jira, install_server.md; Atlassian, "Configure an incoming link" (the
 * question of the type). Nothing is ever asked of the address: it stands for one where nobody answers.
 */
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import { administratorsOnly, applinksPath, createLinkPath, externalApplicationPath } from './applinks.ts'
import { forgedForm, formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'

const genericApplication = 'Generic Application'
const applicationTypes = [genericApplication, 'Bamboo', 'Bitbucket Server', 'Confluence', 'Crowd', 'Jira']

export function linkWizard(exchange: Exchange, world: World): Reply {
  const refused = administratorsOnly(exchange, world)
  if (refused !== undefined) return refused
  const form = formOf(exchange)
  if (exchange.method !== 'POST')
    return world.version.oauth2 ? askType(exchange, world, form) : redirect(`${world.contextPath}${applinksPath}`)
  const forged = forgedForm(exchange, form)
  if (forged !== undefined) return forged
  switch (form.get('step')) {
    case 'type':
      if (form.get('applicationType') === 'external') return redirect(`${world.contextPath}${externalApplicationPath}`)
      return afterAddress(exchange, world, form)
    case 'address':
      return afterAddress(exchange, world, form)
    case 'confirmed':
      return askApplication(exchange, world, form)
    case 'application':
      return afterApplication(exchange, world, form)
    case 'incoming':
      return afterIncoming(exchange, world, form)
    default:
      return redirect(`${world.contextPath}${applinksPath}`)
  }
}

/** Since 8.22. The choice decides about OAuth 1.0 or 2.0, which it does not say. */
function askType(exchange: Exchange, world: World, form: URLSearchParams, problem?: string): Reply {
  const radio = (value: string, label: string, words: string): string =>
    `<p><label><input type="radio" name="applicationType" value="${value}"${value === 'atlassian' ? ' checked' : ''}> ${label}</label>${words}</p>`
  return step(exchange, world, form, 'Create link', 'type', problem, [
    '<fieldset><legend>Application type</legend>',
    radio('atlassian', 'Atlassian product', 'Connect to another Atlassian product, by its address.'),
    radio('external', 'External application', 'Connect to another application through OAuth 2.0.'),
    '</fieldset>',
    text(form, 'applicationUrl', 'Application URL')
  ])
}

function afterAddress(exchange: Exchange, world: World, form: URLSearchParams): Reply {
  const address = form.get('applicationUrl')?.trim() ?? ''
  const problem = /^https?:\/\/[^\s/]+/i.test(address) ? undefined : 'The URL is not valid'
  if (problem !== undefined && world.version.oauth2) return askType(exchange, world, form, problem)
  return step(exchange, world, form, 'Configure Application URL', 'confirmed', problem, [
    notice(
      'warning',
      'No response was received from the URL you entered - it may not be valid. Please fix the URL below, if needed, and click Continue.'
    ),
    text(form, 'applicationUrl', 'Application URL')
  ])
}

function askApplication(exchange: Exchange, world: World, form: URLSearchParams, problem?: string): Reply {
  const options = applicationTypes.map(
    (name) => `<option${name === form.get('type') ? ' selected' : ''}>${name}</option>`
  )
  return step(exchange, world, form, 'Link applications', 'application', problem, [
    text(form, 'applicationName', 'Application Name'),
    `<label for="type">Application Type</label><select id="type" name="type">${options.join('')}</select>`,
    text(form, 'serviceProvider', 'Service Provider Name'),
    text(form, 'outgoingKey', 'Consumer key'),
    text(form, 'sharedSecret', 'Shared secret'),
    text(form, 'requestTokenUrl', 'Request Token URL'),
    text(form, 'accessTokenUrl', 'Access token URL'),
    text(form, 'authorizeUrl', 'Authorize URL'),
    '<p><label><input type="checkbox" name="incoming" value="true"> Create incoming link</label></p>'
  ])
}

function afterApplication(exchange: Exchange, world: World, form: URLSearchParams): Reply {
  if ((form.get('applicationName') ?? '').trim() === '')
    return askApplication(exchange, world, form, 'Application name is required')
  if (form.get('type') !== genericApplication)
    return askApplication(exchange, world, form, `This practice Jira only links a ${genericApplication}`)
  if (form.get('incoming') !== 'true')
    return askApplication(exchange, world, form, 'This practice Jira only creates incoming links')
  return askIncoming(exchange, world, form)
}

function askIncoming(exchange: Exchange, world: World, form: URLSearchParams, problem?: string): Reply {
  return step(exchange, world, form, 'Link applications', 'incoming', problem, [
    text(form, 'consumerKey', 'Consumer Key'),
    text(form, 'consumerName', 'Consumer Name'),
    `<label for="publicKey">Public Key</label><textarea id="publicKey" name="publicKey" spellcheck="false">${escapeHtml(form.get('publicKey') ?? '')}</textarea>`
  ])
}

function afterIncoming(exchange: Exchange, world: World, form: URLSearchParams): Reply {
  const value = (name: string): string => form.get(name) ?? ''
  const problem = world.oauth.addLink({
    consumerKey: value('consumerKey'),
    consumerName: value('consumerName'),
    publicKeyPem: value('publicKey'),
    applicationName: value('applicationName')
  })
  if (problem !== undefined) return askIncoming(exchange, world, form, problem)
  return redirect(`${world.contextPath}${applinksPath}`)
}

function text(form: URLSearchParams, name: string, label: string): string {
  return `<label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" value="${escapeHtml(form.get(name) ?? '')}">`
}

/** What later pages need of earlier ones. */
const carried = ['applicationUrl', 'applicationName', 'type', 'incoming']

function step(
  exchange: Exchange,
  world: World,
  form: URLSearchParams,
  title: string,
  name: string,
  problem: string | undefined,
  fields: readonly string[]
): Reply {
  const asked = fields.join('\n')
  const rest = carried
    .filter((field) => form.has(field) && !asked.includes(`name="${field}"`))
    .map((field) => hidden(field, form.get(field) ?? ''))
  return page(exchange, world, {
    title,
    status: problem === undefined ? 200 : 400,
    body: `<h1 id="title">${title}</h1>
${problem === undefined ? '' : notice('error', problem)}
<form method="post" action="${world.contextPath}${createLinkPath}" aria-labelledby="title">
${hidden('atl_token', sessionOf(exchange, world).csrf)}${hidden('step', name)}${rest.join('')}
${asked}
<div class="buttons"><button class="primary" type="submit">Continue</button><a href="${world.contextPath}${applinksPath}">Cancel</a></div>
</form>`
  })
}
