/** The Linker of a practice Jira: one per world and base URL. */
import type { World } from '../world.ts'
import { Linker } from './links.ts'

const linkers = new WeakMap<World, Linker>()

export function linkerFor(world: World): Linker {
  const base = world.baseUrl()
  let linker = linkers.get(world)
  if (linker === undefined || linker.base !== base) {
    linker = new Linker(base)
    linkers.set(world, linker)
  }
  return linker
}
