/** Builds `out/` when its sources have changed since. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Stop, root, say, tool } from './process.mjs'

const sources = ['main', 'preload', 'renderer', 'electron.vite.config.ts', 'package-lock.json']
const results = [
  'main/index.cjs',
  'main/store-process.cjs',
  'main/backup-process.cjs',
  'preload/index.cjs',
  'renderer/index.html'
]
/** What was built, beside the build. */
const record = join(root, 'out', '.inputs')

/** Every source file with its size and time of change. */
const fingerprint = async () => {
  const lines = []
  for (const source of sources) {
    const path = join(root, source)
    const entries = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true }) : ['']
    for (const entry of entries.sort()) {
      const info = await stat(join(path, entry))
      if (info.isFile()) lines.push(`${source}/${entry} ${info.size} ${info.mtimeMs}`)
    }
  }
  return lines.join('\n')
}

/** Two builds into one folder would mix: the second waits until the first is done.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>} */
const alone = async (work) => {
  const lock = join(root, 'out', '.building')
  await mkdir(join(root, 'out'), { recursive: true })
  for (;;) {
    const taken = await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
      () => true,
      () => false
    )
    if (taken) break
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''))
    const alive = owner > 0 && existsSync(`/proc/${owner}`)
    const age =
      Date.now() -
      (await stat(lock).then(
        (info) => info.mtimeMs,
        () => 0
      ))
    // Left behind by a build that was killed.
    if (!alive && age > 2_000) await rm(lock, { force: true })
    else if (age > 120_000) throw new Stop(`Another build has been running for two minutes; if not, delete ${lock}.`)
    else await new Promise((resolve) => setTimeout(resolve, 200))
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

/** @throws {Stop} when the build fails */
export const ensureBuild = () =>
  alone(async () => {
    const inputs = await fingerprint()
    const complete = results.every((file) => existsSync(join(root, 'out', file)))
    if (complete && (await readFile(record, 'utf8').catch(() => '')) === inputs) return
    say('Building …')
    await rm(record, { force: true })
    const { code } = await tool('electron-vite', ['build', '--logLevel', 'warn'], { output: 'stderr' })
    if (code !== 0) throw new Stop('The build failed.')
    await writeFile(record, inputs)
  })
