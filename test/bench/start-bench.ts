/** From starting the program to a usable Projects screen, against an Electron window with nothing in it. */
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { prepareRuntime } from '../../scripts/prepare-runtime.mjs'
import { compare, timed, type Ratio } from './measure.ts'

/** @param userData an existing workspace to start on; a new one each time when absent. */
export async function benchStart(rounds: number, name: string, userData?: string): Promise<Ratio> {
  const runtime = await prepareRuntime()
  const empty = emptyRuntime(runtime)
  try {
    return await compare({ name, ours: 'to the Projects screen', floor: 'an empty Electron window' }, rounds, {
      ours: () => start(runtime.executablePath, runtime.args, 'Projects', userData),
      floor: () => start(empty.executablePath, empty.args, 'Empty')
    })
  } finally {
    empty.remove()
  }
}

async function start(
  executablePath: string,
  args: readonly string[],
  heading: string,
  userData?: string
): Promise<number> {
  const folder = userData ?? mkdtempSync(path.join(tmpdir(), 'attrack-bench-'))
  let close = async (): Promise<void> => {}
  const ms = await timed(async () => {
    const app = await _electron.launch({
      executablePath,
      args: [...args, `--user-data-dir=${folder}`],
      env: { ...(process.env as Record<string, string>), ATTRACK_USER_DATA: folder }
    })
    close = () => app.close()
    const page = await app.firstWindow()
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    if (heading === 'Projects') await page.getByRole('button', { name: 'New project' }).first().waitFor()
  })
  await close()
  if (!userData) rmSync(folder, { recursive: true, force: true })
  return ms
}

/** The development runtime always starts the app linked into it, so the empty one is a second set of hard links. */
function emptyRuntime(runtime: { executablePath: string; args: readonly string[]; kind: string; dist: string }) {
  const app = path.join(import.meta.dirname, 'empty-app')
  if (runtime.kind !== 'development') {
    const args = runtime.args.filter((one) => one.startsWith('--'))
    return { executablePath: runtime.executablePath, args: [...args, app], remove: () => {} }
  }
  const folder = `${runtime.dist}-empty`
  rmSync(folder, { recursive: true, force: true })
  linkTree(runtime.dist, folder)
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  symlinkSync(app, path.join(folder, 'resources', 'app'))
  const executablePath = path.join(folder, path.basename(runtime.executablePath))
  return { executablePath, args: runtime.args, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    if (name === 'resources') continue
    const source = path.join(from, name)
    const target = path.join(to, name)
    if (statSync(source).isDirectory()) linkTree(source, target)
    else if (!existsSync(target)) {
      try {
        linkSync(source, target)
      } catch {
        cpSync(source, target)
      }
    }
  }
}
