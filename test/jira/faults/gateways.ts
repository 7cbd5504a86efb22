/** Faults of what stands between a client and Jira, and of the network. */
import { html, json, withHeaders } from '../exchange.ts'
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

const tomcat429 = `<!doctype html><html lang="en"><head><title>HTTP Status 429 – Too Many Requests</title></head>
<body><h1>HTTP Status 429 – Too Many Requests</h1><hr class="line" /><p><b>Type</b> Status Report</p>
<p><b>Message</b> Rate limit exceeded.</p><p><b>Description</b> The user has sent too many requests in a given amount of time
(&quot;rate limiting&quot;).</p><hr class="line" /><h3>Apache Tomcat/9.0.95</h3></body></html>`

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
      withHeaders(html(429, tomcat429), {
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-fillrate': '5',
        'x-ratelimit-interval-seconds': '1',
        'retry-after': String(options['retryAfter'])
      })
  },
  {
    name: 'rate-limit-headers',
    describe:
      'every reply carries the X-RateLimit headers and Retry-After: 0, as Data Center sends them while all is well',
    scope: 'rest',
    change: (reply) =>
      withHeaders(reply, {
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '4',
        'x-ratelimit-fillrate': '5',
        'x-ratelimit-interval-seconds': '1',
        'retry-after': '0'
      })
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
