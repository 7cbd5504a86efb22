/** The refusals of Jira's log-in filter, as recorded from public Jira servers. */
import { frameworkError, html, json, withHeaders, type Reply } from '../exchange.ts'
import { percentEncode } from '../oauth/encode.ts'
import type { World } from '../world.ts'

/** Data Center adds this to any 401, and to the CAPTCHA 403: it does not by itself mean an OAuth error. */
export function oauthRealm(world: World): Record<string, string> {
  return { 'www-authenticate': `OAuth realm="${percentEncode(world.baseUrl())}"` }
}

function refusalPage(world: World, status: 401 | 403, title: string, reason: string): string {
  return `<html>
<head>
    <title>${title} (${status})</title>
    <meta name="application-name" content="JIRA" data-name="jira" data-version="${world.version.full}">
</head>
<body id="jira" class="aui-layout aui-style-default page-type-message " data-version="${world.version.full}">
<h1>${title} (${status})</h1>
<div class="aui-message aui-message-warning warning">
<p>Encountered a <code>&quot;${status} - ${title}&quot;</code> error while loading this page.</p>
<p>Basic Authentication Failure - Reason : ${reason}</p>
<p><a href="${world.contextPath}/secure/MyJiraHome.jspa">Go to Jira home</a></p>
</div>
</body>
</html>
`
}

export function passwordRefusal(world: World): Reply {
  return withHeaders(html(401, refusalPage(world, 401, 'Unauthorized', 'AUTHENTICATED_FAILED')), {
    ...oauthRealm(world),
    'x-seraph-loginreason': 'AUTHENTICATED_FAILED'
  })
}

/** While *Allow basic authentication on API calls* is off (confluence.atlassian.com/enterprise/disabling-basic-authentication). */
export function basicRefusal(): Reply {
  return json(403, { message: 'Basic Authentication has been disabled on this instance.' })
}

export function captchaRefusal(world: World): Reply {
  return withHeaders(html(403, refusalPage(world, 403, 'Forbidden', 'AUTHENTICATION_DENIED')), {
    ...oauthRealm(world),
    'x-seraph-loginreason': 'AUTHENTICATION_DENIED',
    'x-authentication-denied-reason': `CAPTCHA_CHALLENGE; login-url=${world.baseUrl()}/login.jsp`
  })
}

/** What resources that need somebody answer to nobody. */
export function anonymousRefusal(world: World): Reply {
  return withHeaders(frameworkError(401, 'Client must be authenticated to access this resource.'), oauthRealm(world))
}
