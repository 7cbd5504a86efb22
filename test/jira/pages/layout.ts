/** The frame of every web page: header bar, title, and the meta tag by which Atlassian products say who they are. */
import { html, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

const style = `
*{box-sizing:border-box}body{margin:0;font:14px/1.5 -apple-system,'Segoe UI',Roboto,Ubuntu,sans-serif;color:#172b4d;background:#f4f5f7}
header{background:#0747a6;color:#fff;padding:0 20px;height:48px;display:flex;align-items:center;gap:20px}
header a{color:#deebff;text-decoration:none}header strong{font-size:18px;letter-spacing:.3px}header .user{margin-left:auto}
main{max-width:820px;margin:32px auto;background:#fff;border:1px solid #dfe1e6;border-radius:3px;padding:24px 32px}
main.narrow{max-width:440px}h1{font-size:22px;font-weight:500;margin:0 0 16px}h2{font-size:17px;font-weight:500;margin:24px 0 8px}
label{display:block;font-size:12px;font-weight:600;color:#6b778c;margin:12px 0 4px}
input[type=text],input[type=password],textarea{width:100%;padding:7px 8px;border:2px solid #dfe1e6;border-radius:3px;background:#fafbfc;font:inherit}
textarea{min-height:150px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px}
input:focus,textarea:focus{border-color:#4c9aff;outline:none;background:#fff}
button{font:inherit;padding:6px 14px;border:0;border-radius:3px;background:rgba(9,30,66,.06);color:#42526e;cursor:pointer}
button.primary{background:#0052cc;color:#fff;font-weight:500}.buttons{margin-top:18px;display:flex;gap:8px}
.message{padding:10px 14px;border-radius:3px;margin:0 0 14px;background:#deebff}.message.error{background:#ffebe6}.message.warning{background:#fffae6}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:7px 8px;border-bottom:1px solid #dfe1e6;vertical-align:top}
th{font-size:12px;color:#6b778c}code{font-size:12px;word-break:break-all}pre{white-space:pre-wrap;font:inherit}
.captcha{display:inline-block;padding:6px 18px;background:repeating-linear-gradient(45deg,#dfe1e6 0 6px,#f4f5f7 6px 12px);font:700 26px/1.2 ui-monospace,monospace;letter-spacing:6px;transform:skewX(-9deg)}
.verifier{font:600 28px ui-monospace,monospace;letter-spacing:3px;padding:10px 0}`

export interface PageContent {
  readonly title: string
  readonly body: string
  readonly narrow?: boolean
  readonly status?: number
}

export function page(exchange: Exchange, world: World, content: PageContent): Reply {
  const { user } = exchange
  const home = `${world.contextPath}/secure/Dashboard.jspa`
  const links =
    user?.admin === true
      ? `<a href="${world.contextPath}/plugins/servlet/applinks/listApplicationLinks">Application links</a>`
      : ''
  const who =
    user === undefined
      ? `<a class="user" href="${world.contextPath}/login.jsp">Log In</a>`
      : `<span class="user">${escapeHtml(user.displayName)} · <a href="${world.contextPath}/logout">Log Out</a></span>`
  return html(
    content.status ?? 200,
    `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(content.title)} - Practice Jira</title>
<meta name="application-name" content="JIRA" data-name="jira" data-version="${world.version.full}">
<meta name="ajs-version-number" content="${world.version.full}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${style}</style>
</head>
<body id="jira" class="aui-layout aui-theme-default" data-version="${world.version.full}">
<header><strong><a href="${home}">Jira</a></strong>${links}${who}</header>
<main${content.narrow === true ? ' class="narrow"' : ''}>
${content.body}
</main>
</body>
</html>
`
  )
}

export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`
}

export function notice(kind: 'error' | 'warning' | 'info', text: string): string {
  return `<div class="message ${kind}" role="${kind === 'error' ? 'alert' : 'status'}">${escapeHtml(text)}</div>`
}
