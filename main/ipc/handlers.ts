/** The handler of every channel, from the services behind them. */
import type { Services } from '../services.ts'
import { appHandlers, type AppDeps } from './app.ts'
import { applinkHandlers } from './applink.ts'
import { jiraHandlers } from './connections.ts'
import type { Handlers } from './handler.ts'
import { memberHandlers } from './members.ts'
import { networkHandlers } from './networks.ts'
import { projectHandlers } from './projects.ts'

export const allHandlers = (services: Services, app: AppDeps): Handlers => ({
  ...appHandlers(app, services.audit),
  ...projectHandlers(services.projects, services.tasks),
  ...jiraHandlers(services),
  ...applinkHandlers(services.applink),
  ...networkHandlers(services),
  ...memberHandlers(services)
})
