/** The web pages of this Jira. */
import { html, redirect, type Exchange, type Reply } from '../exchange.ts'
import { accessToken, requestToken } from '../oauth/endpoints.ts'
import { consentPath } from '../oauth2/authorize.ts'
import type { World } from '../world.ts'
import { applinksPage, applinksPath, createLinkPath, editLinkPath, externalApplicationPath } from './applinks.ts'
import { browse, dashboard, deadLink } from './browse.ts'
import { authorizePage } from './consent.ts'
import { editLinkPage } from './edit-link.ts'
import { externalApplicationPage } from './external-application.ts'
import { linkWizard } from './link-wizard.ts'
import { loginPage, logOut } from './login.ts'
import { oauth2ConsentPage } from './oauth2-consent.ts'
import { profilePage, profilePath } from './personal-tokens.ts'

export function pageReply(exchange: Exchange, world: World, path: string): Reply {
  const key = /^\/(?:browse|projects)\/([^/]+)/.exec(path)?.[1]
  if (key !== undefined) return browse(exchange, world, key)
  switch (path) {
    case '/':
    case '/secure/MyJiraHome.jspa':
    case '/secure':
      return redirect(`${world.contextPath}/secure/Dashboard.jspa`)
    case '/secure/Dashboard.jspa':
      return dashboard(exchange, world)
    case '/login.jsp':
      return loginPage(exchange, world)
    case '/logout':
      return logOut(exchange, world)
    case applinksPath:
      return applinksPage(exchange, world)
    case createLinkPath:
      return linkWizard(exchange, world)
    case editLinkPath:
      return editLinkPage(exchange, world)
    case externalApplicationPath:
      return externalApplicationPage(exchange, world)
    case consentPath:
      return oauth2ConsentPage(exchange, world)
    case profilePath:
      return profilePage(exchange, world)
    case '/plugins/servlet/oauth/authorize':
      return authorizePage(exchange, world)
    case '/plugins/servlet/oauth/request-token':
      return exchange.method === 'POST' ? requestToken(exchange, world) : methodNotAllowed()
    case '/plugins/servlet/oauth/access-token':
      return exchange.method === 'POST' ? accessToken(exchange, world) : methodNotAllowed()
    default:
      return deadLink(exchange, world)
  }
}

function methodNotAllowed(): Reply {
  return html(405, tomcatPage(405, 'Method Not Allowed'))
}

/** The servlet container's own page, for everything outside Jira. */
export function tomcatPage(status: number, title: string): string {
  return `<!doctype html><html lang="en"><head><title>HTTP Status ${status} – ${title}</title></head><body><h1>HTTP Status ${status} – ${title}</h1><hr class="line" /><h3>Apache Tomcat/9.0.95</h3></body></html>`
}
