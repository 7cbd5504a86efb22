/** /login.jsp with the CAPTCHA that appears after too many failures, and /logout. */
import { randomInt } from 'node:crypto'
import { redirect, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import { formOf, sessionOf } from './forms.ts'
import { escapeHtml, hidden, notice, page } from './layout.ts'

const captchaLetters = 'abcdefghkmnpqrstuvwxyz'

/** Sends the browser to the log-in page and back here afterwards. */
export function loginFirst(exchange: Exchange, world: World): Reply {
  const here = `${exchange.rawPath.slice(world.contextPath.length)}${exchange.rawQuery === '' ? '' : `?${exchange.rawQuery}`}`
  return redirect(
    `${world.contextPath}/login.jsp?permissionViolation=true&os_destination=${encodeURIComponent(here)}&page_caps=&user_role=`
  )
}

export function loginPage(exchange: Exchange, world: World): Reply {
  return exchange.method === 'POST'
    ? logIn(exchange, world)
    : showForm(exchange, world, {
        destination: exchange.query.get('os_destination') ?? '',
        userName: '',
        message:
          exchange.query.get('permissionViolation') === 'true' ? 'You must log in to access this page.' : undefined
      })
}

interface FormState {
  readonly destination: string
  readonly userName: string
  readonly message: string | undefined
}

function showForm(exchange: Exchange, world: World, state: FormState): Reply {
  const session = sessionOf(exchange, world)
  const needsCaptcha = state.userName !== '' && world.users.needsCaptcha(state.userName)
  session.captcha = needsCaptcha
    ? Array.from({ length: 5 }, () => captchaLetters[randomInt(captchaLetters.length)]).join('')
    : undefined
  const captcha =
    session.captcha === undefined
      ? ''
      : `
<p><span class="captcha" role="img" aria-label="CAPTCHA image" id="captcha-image">${session.captcha}</span></p>
<label for="os_captcha">Please enter the word as shown above</label><input type="text" id="os_captcha" name="os_captcha" autocomplete="off">`
  return page(exchange, world, {
    title: 'Log in',
    narrow: true,
    body: `<h1>Welcome to Practice Jira</h1>
${state.message === undefined ? '' : notice(state.userName === '' ? 'warning' : 'error', state.message)}
<form method="post" action="${world.contextPath}/login.jsp" id="login-form">
<label for="login-form-username">Username</label><input type="text" id="login-form-username" name="os_username" value="${escapeHtml(state.userName)}" autocomplete="username" autofocus>
<label for="login-form-password">Password</label><input type="password" id="login-form-password" name="os_password" autocomplete="current-password">
${captcha}
${hidden('os_destination', state.destination)}
<div class="buttons"><button class="primary" type="submit" id="login-form-submit">Log In</button></div>
</form>
<p>People here: <code>admin / admin</code>, <code>anna / anna-password</code>, <code>ben / ben-password</code>.</p>`
  })
}

function logIn(exchange: Exchange, world: World): Reply {
  const form = formOf(exchange)
  const userName = (form.get('os_username') ?? '').trim()
  const destination = form.get('os_destination') ?? ''
  const session = sessionOf(exchange, world)
  const solved = session.captcha !== undefined && form.get('os_captcha')?.trim().toLowerCase() === session.captcha
  const verdict = world.users.checkPassword(userName, form.get('os_password') ?? '', solved)
  if (verdict === 'captcha') {
    const message = 'Sorry, your userid is required to answer a CAPTCHA question correctly.'
    return showForm(exchange, world, { destination, userName, message })
  }
  if (verdict === 'wrong') {
    const message = 'Sorry, your username and password are incorrect - please try again.'
    return showForm(exchange, world, { destination, userName, message })
  }
  // A new session on log-in, so that one planted before it is worth nothing.
  world.sessions.close(session)
  exchange.session = world.sessions.open(world.users.get(userName).name)
  return redirect(safeDestination(destination, world))
}

/** Only paths of this Jira: `//host` and full URLs go home instead. */
function safeDestination(destination: string, world: World): string {
  const local = /^\/(?![/\\])/.test(destination)
  return `${world.contextPath}${local ? destination : '/secure/Dashboard.jspa'}`
}

export function logOut(exchange: Exchange, world: World): Reply {
  if (exchange.session !== undefined) world.sessions.close(exchange.session)
  exchange.session = world.sessions.open()
  return redirect(`${world.contextPath}/login.jsp`)
}
