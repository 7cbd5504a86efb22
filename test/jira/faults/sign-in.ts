/** Faults of passwords and of sign-in pages that stand before Jira. */
import { html, redirect, type Exchange } from '../exchange.ts'
import { basicRefusal, captchaRefusal } from '../auth/refusals.ts'
import type { World } from '../world.ts'
import type { Fault } from './fault.ts'

const ssoPage = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in to your account</title></head>
<body><h1>Example Corp single sign-on</h1>
<form method="post" action="https://sso.example.com/saml2"><label>E-mail <input name="loginfmt" type="email"></label>
<input type="hidden" name="SAMLRequest" value="PHNhbWxwOkF1dGhuUmVxdWVzdC8+"><button>Next</button></form></body></html>`

/** Whether the user whose password was sent has signed in on the web page since. */
function captchaSolved(exchange: Exchange, world: World): boolean {
  const pair = Buffer.from((exchange.headers.authorization ?? '').replace(/^\S+\s+/, ''), 'base64').toString('utf8')
  const user = world.users.find(pair.replace(/:.*/s, ''))
  return user !== undefined && !world.users.needsCaptcha(user.name)
}

export const signInFaults: readonly Fault[] = [
  {
    name: 'basic-disabled',
    describe:
      'Basic authentication is switched off: 403 JSON, for right and wrong passwords alike (default since Jira 11)',
    scope: 'basic',
    instead: basicRefusal
  },
  {
    // Jira counts for each user; somebody it does not know cannot solve anything.
    name: 'captcha',
    describe: 'every password needs a CAPTCHA first: 403 AUTHENTICATION_DENIED, until that user solves it at login.jsp',
    scope: 'basic',
    switched: (on, world) => {
      for (const { name } of world.users.all()) {
        if (on) world.users.requireCaptcha(name)
        else world.users.clearFailures(name)
      }
    },
    instead: (exchange, world) => (captchaSolved(exchange, world) ? undefined : captchaRefusal(world))
  },
  {
    name: 'sso-page',
    describe: 'a gateway answers REST requests with its own sign-in page: 200 text/html',
    scope: 'rest',
    instead: () => html(200, ssoPage)
  },
  {
    name: 'sso-redirect',
    describe: 'a gateway redirects REST requests to another host: 302',
    scope: 'rest',
    options: { to: 'https://sso.example.com/login' },
    instead: (exchange, _world, options) =>
      redirect(`${String(options['to'])}?target=${encodeURIComponent(`${exchange.origin}${exchange.rawPath}`)}`)
  },
  {
    name: 'anonymous-silent',
    describe: 'credentials are ignored without a word: 200 as anonymous, X-AUSERNAME: anonymous',
    scope: 'rest',
    ignoresCredentials: true
  }
]
