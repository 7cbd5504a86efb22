/** One site, as acme.atlassian.net: REST for classic API tokens, tenant_info, and a few pages. */
import { html, json, redirect, text, withHeaders, type Reply } from '../exchange.ts'
import { fieldOf, nameOf } from '../issues/types.ts'
import { escapeHtml } from '../pages/layout.ts'
import { readBasic } from './basic.ts'
import type { CloudExchange } from './exchange.ts'
import { clientMustBeAuthenticated, restCall } from './rest/call.ts'
import { restReply } from './rest/router.ts'
import type { CloudSite, CloudWorld } from './world.ts'

export function siteReply(exchange: CloudExchange, world: CloudWorld, site: CloudSite): Reply {
  const { path } = exchange
  // Needs no credentials: this is how a client learns the cloudId for the gateway.
  if (path === '/_edge/tenant_info') return json(200, { cloudId: site.cloudId })
  if (!path.startsWith('/rest/')) return pageOf(path, site)
  const refused = identify(exchange, world, site)
  if (refused !== undefined) return refused
  const call = restCall(exchange, world, site, site.url, path)
  if (call !== undefined) return restReply(call)
  return json(404, { message: `null for uri: ${exchange.origin}${exchange.rawPath}`, 'status-code': 404 })
}

/**
 * A reply means the request ends here. Credentials that are merely no good are ignored, as the real Cloud does: the
 * request goes on as anonymous and the answer says `AUTHENTICATED_FAILED` in a header (seen 2026-04).
 */
function identify(exchange: CloudExchange, world: CloudWorld, site: CloudSite): Reply | undefined {
  const { authorization = '' } = exchange.headers
  if (/^Bearer\s/i.test(authorization)) {
    exchange.authentication = 'bearer'
    return refuse(exchange, site)
  }
  const basic = readBasic(exchange, world)
  if (basic === undefined) return undefined
  const { user, verdict } = basic
  if (verdict.kind === 'password') {
    exchange.loginReason = 'AUTHENTICATED_FAILED'
    return withHeaders(
      text(
        401,
        'Basic authentication with passwords is deprecated.  For more information, see: ' +
          'https://developer.atlassian.com/cloud/confluence/deprecation-notice-basic-auth/',
        'text/plain;charset=UTF-8'
      ),
      { 'www-authenticate': `OAuth realm="${encodeURIComponent(site.url)}"` }
    )
  }
  if (verdict.kind === 'ok' && verdict.token.scopes !== undefined) return refuse(exchange, site)
  if (verdict.kind === 'ok' && user !== undefined && site.members.has(user.name)) exchange.user = user
  else exchange.loginReason = 'AUTHENTICATED_FAILED'
  return undefined
}

function refuse(exchange: CloudExchange, site: CloudSite): Reply {
  exchange.loginReason = 'AUTHENTICATED_FAILED'
  return clientMustBeAuthenticated(site)
}

function pageOf(path: string, site: CloudSite): Reply {
  const key = /^\/(?:browse|projects|jira\/(?:software|core)\/(?:c\/)?projects)\/([^/]+)/.exec(path)?.[1]
  if (key === undefined) return path === '/' ? redirect('/jira/your-work') : sitePage(site, 'Your work', '', 200)
  const issue = site.issues.findIssue(key)
  if (issue !== undefined) {
    const title = `[${issue.key}] ${String(fieldOf(issue, 'summary'))}`
    return sitePage(site, title, `<p>${escapeHtml(nameOf(issue, 'status') ?? '')}</p>`, 200)
  }
  const project = site.issues.findProject(key)
  return project === undefined
    ? sitePage(site, 'Page unavailable', '<p>We can’t find this page.</p>', 404)
    : sitePage(site, project.name, `<p>${project.index.size} issues</p>`, 200)
}

function sitePage(site: CloudSite, title: string, body: string, status: number): Reply {
  return html(
    status,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} - Jira</title>
<meta name="application-name" content="JIRA" data-name="jira" data-version="1001.0.0-SNAPSHOT">
<meta name="ajs-cloud-id" content="${site.cloudId}"></head>
<body id="jira" class="aui-layout" data-version="1001.0.0-SNAPSHOT"><h1>${escapeHtml(title)}</h1>${body}</body></html>`
  )
}
