/** Faults of Jira itself: errors, clocks, settings that surprise a client. */
import { jiraErrors, text } from '../exchange.ts'
import type { Fault } from './fault.ts'

export const serverFaults: readonly Fault[] = [
  {
    name: 'error-500',
    describe: '500 with Jira’s own error envelope',
    scope: 'rest',
    instead: () => jiraErrors(500, ['Internal server error'])
  },
  {
    name: 'clock-skew',
    describe: 'Jira’s clock is wrong by `seconds` (Date header, time stamps, relative dates, updated)',
    scope: 'all',
    options: { seconds: 900 },
    switched: (on, world, options) => world.clock.setSkewSeconds(on ? Number(options['seconds']) : 0)
  },
  {
    name: 'clock-ahead',
    describe: 'Jira’s clock is ten minutes ahead; OAuth time stamps of others are refused as too old',
    scope: 'all',
    switched: (on, world) => world.clock.setSkewSeconds(on ? 600 : 0)
  },
  {
    name: 'clock-behind',
    describe: 'Jira’s clock is ten minutes behind; OAuth time stamps of others are refused as from the future',
    scope: 'all',
    switched: (on, world) => world.clock.setSkewSeconds(on ? -600 : 0)
  },
  {
    name: 'xsrf',
    describe: 'every POST is taken for a forged one: 403 XSRF check failed',
    scope: 'rest',
    instead: (exchange) => (exchange.method === 'POST' ? text(403, 'XSRF check failed') : undefined)
  },
  {
    name: 'server-info-private',
    describe: 'serverInfo needs a login, as on some sites (without one: 401)',
    scope: 'all'
  }
]
