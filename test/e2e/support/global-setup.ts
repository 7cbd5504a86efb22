/** Before all end-to-end tests: what they start must be what the sources say. */
import { ensureBuild } from '../../../scripts/lib/build.mjs'
import { prepareRuntime } from '../../../scripts/prepare-runtime.mjs'

export default async function setup(): Promise<void> {
  await Promise.all([prepareRuntime(), ensureBuild()])
}
