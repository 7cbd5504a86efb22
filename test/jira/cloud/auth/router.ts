/** auth.atlassian.com and, on the same server, the pages of id.atlassian.com. */
import { html, type Reply } from '../../exchange.ts'
import type { CloudExchange } from '../exchange.ts'
import type { CloudWorld } from '../world.ts'
import { authorizePage } from './authorize.ts'
import { loginPage, tokenPagePath } from './session.ts'
import { apiTokenPage } from './token-page.ts'
import { tokenReply } from './token.ts'

export function authReply(exchange: CloudExchange, world: CloudWorld): Reply {
  switch (exchange.path) {
    case '/authorize':
      return authorizePage(exchange, world)
    case '/oauth/token':
      return tokenReply(exchange, world)
    case '/login':
      return loginPage(exchange, world)
    case tokenPagePath:
      return apiTokenPage(exchange, world)
    default:
      return html(
        404,
        '<!DOCTYPE html><html lang="en"><head><title>Not found</title></head><body>Not found</body></html>'
      )
  }
}
