/** Faults of what stands between a client and Jira, and of the network. */
import { html, json, withHeaders } from '../exchange.ts'
import { rateHeaders, tooManyRequests } from '../limits/rate-limit.ts'
import type { Fault } from './fault.ts'

const confluencePage = `<!DOCTYPE html>
<html lang="en-GB"><head><title>Log In - Confluence</title>
<meta name="application-name" content="Confluence" data-name="confluence" data-version="8.5.6">
<meta name="ajs-version-number" content="8.5.6"></head><body id="com-atlassian-confluence"><h1>Log in</h1></body></html>`

const maintenancePage = `<!DOCTYPE html>
<html><head><title>Jira is being upgraded</title></head>
<body><h1>We'll be back soon</h1><p>Jira is down for maintenance until 14:00.</p></body></html>`

const gatewayPage = `<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>
<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>`

const shownRate = { limit: 5, fillRate: 5, intervalSeconds: 1 }

export const gatewayFaults: readonly Fault[] = [
  {
    name: 'other-product',
    describe: 'the address leads to Confluence: its page everywhere, 404 for Jira REST resources',
    scope: 'all',
    instead: (exchange) =>
      exchange.path?.startsWith('/rest/') === true
        ? json(404, { message: `null for uri: ${exchange.origin}${exchange.rawPath}`, 'status-code': 404 })
        : html(200, confluencePage)
  },
  {
    name: 'rate-limit',
    describe: '429 with Retry-After and Jira’s X-RateLimit headers; use times or every for some requests only',
    scope: 'rest',
    options: { retryAfter: 1 },
    instead: (_exchange, _world, options) =>
      withHeaders(tooManyRequests(), rateHeaders(shownRate, 0, Number(options['retryAfter'])))
  },
  {
    // Gateways and other filters before Jira refuse without saying for how long.
    name: 'rate-limit-bare',
    describe: '429 without Retry-After and without any X-RateLimit header',
    scope: 'rest',
    instead: () => tooManyRequests()
  },
  {
    name: 'rate-limit-headers',
    describe:
      'every reply carries the X-RateLimit headers and Retry-After: 0, as Data Center sends them while all is well',
    scope: 'rest',
    change: (reply) => withHeaders(reply, rateHeaders(shownRate, 4, 0))
  },
  {
    name: 'rate-limit-bucket',
    describe:
      'Data Center’s token bucket for each signed-in user: X-RateLimit headers on every reply, 429 while it is empty',
    scope: 'rest',
    options: { limit: 10, fillRate: 5, intervalSeconds: 1 },
    switched: (_on, world) => world.buckets.clear()
  },
  {
    name: 'maintenance',
    describe: '503 with a maintenance page',
    scope: 'all',
    instead: () => withHeaders(html(503, maintenancePage), { 'retry-after': '600' })
  },
  {
    name: 'gateway-504',
    describe: 'the gateway gave up waiting for Jira: 504 with its page',
    scope: 'all',
    instead: () => html(504, gatewayPage)
  },
  {
    name: 'connection-reset',
    describe: 'the connection is reset before anything is answered',
    scope: 'all',
    instead: () => ({ status: 200, headers: {}, body: '', delivery: 'reset' })
  },
  {
    name: 'slow',
    describe: 'every reply comes late (option ms)',
    scope: 'all',
    options: { ms: 3000 },
    change: (reply, _exchange, _world, options) => ({ ...reply, delayMs: Number(options['ms']) })
  }
]
