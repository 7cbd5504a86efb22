/** Who is signed in at the authorisation server: a session cookie, and the log-in page in two steps. */
import { randomBytes } from 'node:crypto'
import { redirect, withHeaders, type Reply } from '../../exchange.ts'
import { escapeHtml, hidden, notice } from '../../pages/layout.ts'
import { formOf, type CloudExchange } from '../exchange.ts'
import type { CloudWorld } from '../world.ts'
import { atlassianPage } from './layout.ts'

/** Ports do not separate cookies: this name belongs to the authorisation server alone. */
const cookieName = 'cloud.session.token'

export interface WebSession {
  readonly userName: string
  /** Goes into every form. */
  readonly csrf: string
}

export class WebSessions {
  readonly #sessions = new Map<string, WebSession>()

  open(userName: string): string {
    const id = randomBytes(24).toString('base64url')
    this.#sessions.set(id, { userName, csrf: randomBytes(18).toString('base64url') })
    return id
  }

  find(exchange: CloudExchange): WebSession | undefined {
    const match = new RegExp(`(?:^|;\\s*)${cookieName}=([^;]+)`).exec(exchange.headers.cookie ?? '')
    return match === null ? undefined : this.#sessions.get(match[1] as string)
  }

  closeAll(): void {
    this.#sessions.clear()
  }
}

/** Sends the browser to the log-in page and back here afterwards. */
export function loginFirst(exchange: CloudExchange): Reply {
  const here = `${exchange.rawPath}${exchange.rawQuery === '' ? '' : `?${exchange.rawQuery}`}`
  return redirect(`/login?continue=${encodeURIComponent(here)}`)
}

export function loginPage(exchange: CloudExchange, world: CloudWorld): Reply {
  if (exchange.method !== 'POST') return emailForm(exchange.query.get('continue') ?? '', undefined)
  const form = formOf(exchange)
  const target = form.get('continue') ?? ''
  const email = (form.get('email') ?? '').trim()
  const password = form.get('password')
  if (email === '') return emailForm(target, 'Enter an email address')
  if (password === null) return passwordForm(target, email, undefined)
  const user = world.userByEmail(email)
  if (user === undefined || !user.active || user.password !== password) {
    return passwordForm(
      target,
      email,
      'Incorrect email address and / or password. If you recently migrated your account, reset your password.'
    )
  }
  const id = world.sessions.open(user.name)
  // Only paths of this server: `//host` and full addresses go to the account's own page.
  const local = /^\/(?![/\\])/.test(target)
  return withHeaders(redirect(local ? target : tokenPagePath), {
    'set-cookie': `${cookieName}=${id}; Path=/; HttpOnly`
  })
}

export const tokenPagePath = '/manage-profile/security/api-tokens'

function emailForm(target: string, message: string | undefined): Reply {
  return atlassianPage(
    'Log in with Atlassian account',
    `<h1>Log in to continue</h1>${message === undefined ? '' : notice('error', message)}
<form method="post" action="/login" id="form-login">${hidden('continue', target)}
<label for="username">Email</label><input type="email" id="username" name="email" autocomplete="username" autofocus>
<div class="buttons"><button class="primary" type="submit" id="login-submit">Continue</button></div></form>
<p>People here: <code>anna@jira.example.com</code> / <code>anna-password</code>, and ben, admin, zoe.</p>`
  )
}

function passwordForm(target: string, email: string, message: string | undefined): Reply {
  return atlassianPage(
    'Log in with Atlassian account',
    `<h1>Log in to continue</h1>${message === undefined ? '' : notice('error', message)}
<form method="post" action="/login" id="form-login">${hidden('continue', target)}
<label for="username">Email</label><input type="email" id="username" name="email" value="${escapeHtml(email)}" autocomplete="username">
<label for="password">Password</label><input type="password" id="password" name="password" autocomplete="current-password" autofocus>
<div class="buttons"><button class="primary" type="submit" id="login-submit">Log in</button></div></form>`
  )
}
