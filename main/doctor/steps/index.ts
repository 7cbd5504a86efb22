/** The steps, in the order they are taken. */
import type { Step } from '../step.ts'
import { address } from './address.ts'
import { baseUrl } from './base-url.ts'
import { clock } from './clock.ts'
import { dns } from './dns.ts'
import { jira } from './jira.ts'
import { permissions } from './permissions.ts'
import { rateLimit } from './rate-limit.ts'
import { route } from './route.ts'
import { search } from './search.ts'
import { signIn } from './sign-in.ts'
import { tcp } from './tcp.ts'
import { tls } from './tls.ts'
import { user } from './user.ts'

export const doctorSteps: readonly Step[] = [
  address,
  dns,
  route,
  tcp,
  tls,
  jira,
  baseUrl,
  clock,
  signIn,
  user,
  permissions,
  search,
  rateLimit
]
