/** The two token servlets and the check on REST requests, in the order Atlassian's own service provider works. */
import type { Exchange, Reply } from '../exchange.ts'
import { text } from '../exchange.ts'
import type { User } from '../users.ts'
import type { World } from '../world.ts'
import { percentEncode } from './encode.ts'
import { isAccessAttempt, readMessage, requireParameters, validateMessage, type OAuthMessage } from './message.ts'
import { OAuthProblem, problemReply } from './problems.ts'
import type { AccessToken, Consumer, RequestToken } from './provider.ts'

/** The address Jira believes it was called under; a rewriting proxy makes it another one. */
export function seenOrigin(exchange: Exchange, world: World): string {
  return world.seenAs() ?? exchange.origin
}

function formReply(values: Readonly<Record<string, string>>): Reply {
  const body = Object.entries(values)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&')
  return text(200, body, 'text/plain;charset=UTF-8')
}

function answering(exchange: Exchange, world: World, work: (message: OAuthMessage) => Reply): Reply {
  const origin = seenOrigin(exchange, world)
  try {
    return work(readMessage(exchange, origin))
  } catch (error) {
    if (error instanceof OAuthProblem) return problemReply(error, `${origin}${exchange.rawPath}`)
    throw error
  }
}

/** POST /plugins/servlet/oauth/request-token */
export function requestToken(exchange: Exchange, world: World): Reply {
  return answering(exchange, world, (message) => {
    requireParameters(message, ['oauth_consumer_key'])
    world.faults.throwOAuthProblem(exchange, 'request-token')
    const consumer = consumerOf(message, world)
    validateMessage(
      message,
      world.faults.publicKey(exchange, consumer.publicKey),
      world.clock.now(),
      world.oauth.nonces
    )
    requireParameters(message, ['oauth_callback'])
    const callback = message.get('oauth_callback') as string
    checkCallback(callback)
    const token = world.oauth.issueRequestToken(consumer, callback)
    return formReply({ oauth_token: token.token, oauth_token_secret: token.secret, oauth_callback_confirmed: 'true' })
  })
}

function consumerOf(message: OAuthMessage, world: World): Consumer {
  const consumer = world.oauth.consumer(message.get('oauth_consumer_key') ?? '')
  if (consumer === undefined) throw new OAuthProblem('consumer_key_unknown')
  return consumer
}

function checkCallback(callback: string): void {
  if (callback === 'oob') return
  const rejected = (advice: string): OAuthProblem =>
    new OAuthProblem('parameter_rejected', {
      oauth_parameters_rejected: 'oauth_callback',
      oauth_problem_advice: advice
    })
  let url: URL
  try {
    url = new URL(callback)
  } catch {
    throw rejected('Callback is not a valid URI')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw rejected('Callback must be an absolute http or https URI, or "oob"')
  }
}

/** POST /plugins/servlet/oauth/access-token: swaps an allowed request token, or renews by session handle. */
export function accessToken(exchange: Exchange, world: World): Reply {
  return answering(exchange, world, (message) => {
    requireParameters(message, ['oauth_token'])
    world.faults.throwOAuthProblem(exchange, 'access-token')
    const token = world.oauth.find(message.get('oauth_token') as string)
    if (token === undefined) throw new OAuthProblem('token_rejected')
    if (token.kind === 'request') checkRequestToken(token, message, world)
    else checkRenewal(token, message, world)
    const consumer = consumerOf(message, world)
    validateMessage(
      message,
      world.faults.publicKey(exchange, consumer.publicKey),
      world.clock.now(),
      world.oauth.nonces
    )
    const issued = token.kind === 'request' ? world.oauth.swap(token) : world.oauth.renew(token)
    const now = world.clock.now()
    return formReply({
      oauth_token: issued.token,
      oauth_token_secret: issued.secret,
      oauth_expires_in: String(Math.round((issued.expires - now) / 1000)),
      oauth_session_handle: issued.handle,
      oauth_authorization_expires_in: String(Math.round((issued.sessionExpires - now) / 1000))
    })
  })
}

function checkRequestToken(token: RequestToken, message: OAuthMessage, world: World): void {
  if (token.expires <= world.clock.now()) throw new OAuthProblem('token_expired')
  if (token.state === 'undecided') throw new OAuthProblem('permission_unknown')
  if (token.state === 'denied') throw new OAuthProblem('permission_denied')
  if (token.consumer !== message.get('oauth_consumer_key')) throw new OAuthProblem('token_rejected')
  requireParameters(message, ['oauth_verifier'])
  if (token.verifier !== message.get('oauth_verifier')) throw new OAuthProblem('token_rejected')
}

function checkRenewal(token: AccessToken, message: OAuthMessage, world: World): void {
  requireParameters(message, ['oauth_session_handle'])
  if (token.sessionExpires <= world.clock.now()) throw new OAuthProblem('permission_denied')
  if (token.consumer !== message.get('oauth_consumer_key')) throw new OAuthProblem('token_rejected')
  if (token.handle !== message.get('oauth_session_handle')) throw new OAuthProblem('token_rejected')
}

/** Whom an OAuth-signed request acts for; undefined when the request is no OAuth attempt. */
export function oauthUser(exchange: Exchange, world: World): User | Reply | undefined {
  const origin = seenOrigin(exchange, world)
  const message = readMessage(exchange, origin)
  if (!isAccessAttempt(message)) return undefined
  try {
    world.faults.throwOAuthProblem(exchange, 'access')
    const token = world.oauth.find(message.get('oauth_token') as string)
    if (token === undefined || token.kind !== 'access') throw new OAuthProblem('token_rejected')
    if (token.consumer !== message.get('oauth_consumer_key')) throw new OAuthProblem('token_rejected')
    if (token.expires <= world.clock.now()) throw new OAuthProblem('token_expired')
    const consumer = consumerOf(message, world)
    validateMessage(
      message,
      world.faults.publicKey(exchange, consumer.publicKey),
      world.clock.now(),
      world.oauth.nonces
    )
    const user = world.users.find(token.user)
    if (user === undefined || !user.active) throw new OAuthProblem('permission_denied')
    return user
  } catch (error) {
    if (error instanceof OAuthProblem) return problemReply(error, world.baseUrl())
    throw error
  }
}
