/** The admin API over HTTP: `POST <authUrl>/__admin/<method>` with a JSON array of arguments. */
import { json, type Reply } from '../exchange.ts'
import { createCloudAdmin, type PracticeCloudAdmin } from './admin.ts'
import type { CloudExchange } from './exchange.ts'
import type { CloudWorld } from './world.ts'

const admins = new WeakMap<CloudWorld, PracticeCloudAdmin>()

export function cloudAdminOf(world: CloudWorld): PracticeCloudAdmin {
  let admin = admins.get(world)
  if (admin === undefined) {
    admin = createCloudAdmin(world)
    admins.set(world, admin)
  }
  return admin
}

/** Replies `{"result": …}` or 400 `{"error": …}`; arguments also from `?args=[…]`. */
export function cloudAdminReply(exchange: CloudExchange, world: CloudWorld): Reply {
  const method = exchange.path.replace(/^\/__admin\/?/, '').replace(/\/$/, '')
  const admin = cloudAdminOf(world) as unknown as Record<string, (...parameters: unknown[]) => unknown>
  const call = Object.hasOwn(admin, method) ? admin[method] : undefined
  if (call === undefined)
    return json(404, { error: `no method ${method}; there are: ${Object.keys(admin).join(', ')}` })
  try {
    const given = exchange.body.length > 0 ? exchange.body.toString('utf8') : (exchange.query.get('args') ?? '[]')
    const parsed: unknown = JSON.parse(given)
    return json(200, { result: call(...(Array.isArray(parsed) ? parsed : [parsed])) ?? null })
  } catch (error) {
    return json(400, { error: (error as Error).message })
  }
}
