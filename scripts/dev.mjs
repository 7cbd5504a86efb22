/**
 * `npm run dev`: builds and restarts the app whenever a source file changes. It is the same build as everywhere, served
 * from app:// under the same policy, so that nothing works here that fails in the product.
 */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { root, say } from './lib/process.mjs'
import { prepareRuntime } from './prepare-runtime.mjs'

const runtime = await prepareRuntime()
/** @type {import('node:child_process').ChildProcess | null} */
let app = null

const start = () => {
  const child = spawn(runtime.executablePath, runtime.args, { cwd: root, stdio: 'inherit' })
  app = child
  // Closing the window ends the command; a restart does not.
  child.on('exit', (code) => child === app && process.exit(code ?? 0))
}

const stop = async () => {
  const child = app
  app = null
  if (!child || child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

let busy = false
let changed = false
const restart = async () => {
  if (busy) return
  busy = true
  while (changed) {
    changed = false
    // Editors write in several steps.
    await new Promise((resolve) => setTimeout(resolve, 150))
    const built = await ensureBuild().then(
      () => true,
      (error) => say(error.message)
    )
    if (!built || changed) continue
    await stop()
    start()
  }
  busy = false
}

for (const folder of ['main', 'preload', 'renderer']) {
  watch(join(root, folder), { recursive: true }, () => {
    changed = true
    void restart()
  })
}
start()
say('Watching main, preload and renderer. Close the window to end.')
