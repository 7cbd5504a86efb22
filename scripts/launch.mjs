/**
 * What `npm run demo`, `npm test`, `npm start` … begin with: from a bare clone it makes everything that is missing
 * (npm packages, system packages, the Electron to run on, the build), then does the work. It runs on Node 20 and uses
 * no packages, because there may be none yet.
 */
import { join } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { Stop, root, run, say, tool, toolEnv } from './lib/process.mjs'
import { openSession } from './lib/session.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'
import { prepareRuntime } from './prepare-runtime.mjs'

const linux = process.platform === 'linux'
const hasDisplay = !linux || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Everything the app needs to start.
 * @param {{ withDesktop: boolean }} options */
const prepareApp = async ({ withDesktop }) => {
  await ensurePackages()
  await ensureSystemPackages({ withDesktop })
  const runtime = await prepareRuntime()
  await ensureBuild()
  return runtime
}

/** Runs a program of ours on Node 24, with a display and a keychain of its own where asked for.
 * @param {string} script @param {string[]} args @param {Parameters<typeof openSession>[0]} own */
const runInSession = async (script, args, own) => {
  const session = await openSession(own)
  try {
    return (await run('node', [join(root, script), ...args], { env: { ...session.env, PATH: toolEnv().PATH } })).code
  } finally {
    await session.close()
  }
}

/** @type {Record<string, { does: string, run: (args: string[]) => Promise<number> }>} */
const commands = {
  demo: {
    does: 'the app with a practice Jira and a sample project; without a display it walks through the flow itself',
    run: async (args) => {
      await prepareApp({ withDesktop: true })
      const self = !hasDisplay || args.includes('--self')
      // A keychain of its own, always: a demo leaves nothing behind.
      return runInSession('test/e2e/demo.ts', self ? ['--self'] : [], { display: self, keychain: true })
    }
  },
  test: {
    does: 'everything that can fail: lint, types, layers, unit, integration, security and end-to-end tests',
    run: async (args) => {
      await ensurePackages()
      await ensureSystemPackages({ withDesktop: true })
      const { runTests } = await import('./test.mjs')
      return runTests(args)
    }
  },
  e2e: {
    does: 'the end-to-end tests alone; arguments go to Playwright',
    run: async (args) => {
      await prepareApp({ withDesktop: true })
      const session = await openSession({ display: true, keychain: true })
      try {
        return (await tool('playwright', ['test', ...args], { env: { ...session.env, PATH: toolEnv().PATH } })).code
      } finally {
        await session.close()
      }
    }
  },
  start: {
    does: 'the app on your own data',
    run: async () => {
      const runtime = await prepareApp({ withDesktop: false })
      if (!hasDisplay) throw new Stop('There is no display to show the app on. `npm run demo` works without one.')
      return (await run(runtime.executablePath, runtime.args)).code
    }
  },
  dev: {
    does: 'the app, rebuilt and restarted whenever a source file changes',
    run: async (args) => {
      await prepareApp({ withDesktop: !hasDisplay })
      return runInSession('scripts/dev.mjs', args, { display: !hasDisplay, keychain: !hasDisplay })
    }
  },
  where: {
    does: 'prints, as JSON, how to start this checkout: {executablePath, args, env}',
    run: async () => {
      const { executablePath, args } = await prepareApp({ withDesktop: false })
      process.stdout.write(`${JSON.stringify({ executablePath, args, env: {} })}\n`)
      return 0
    }
  },
  jira: {
    does: 'the practice Jira alone, or with --cloud the practice Cloud; --help lists what it can be told',
    run: async (args) => {
      await ensurePackages()
      return (
        await run(
          'node',
          [join(root, args.includes('--cloud') ? 'test/jira/cloud/cli.ts' : 'test/jira/cli.ts'), ...args],
          { env: toolEnv() }
        )
      ).code
    }
  },
  bench: {
    does: 'measures start-up, syncing and searching',
    run: async (args) => {
      await prepareApp({ withDesktop: true })
      return runInSession('test/bench/run.ts', args, { display: true, keychain: true })
    }
  },
  package: {
    does: 'the packaged app in dist/',
    run: async (args) => {
      await ensurePackages()
      const runtime = await prepareRuntime()
      await ensureBuild()
      const { makePackage } = await import('./package.mjs')
      return makePackage(runtime, args)
    }
  },
  setup: {
    does: 'prepares everything and starts nothing',
    run: async () => {
      const runtime = await prepareApp({ withDesktop: true })
      say(`Ready, on the ${runtime.kind} runtime at ${runtime.dist}.`)
      return 0
    }
  }
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  const lines = Object.entries(commands).map(([key, { does }]) => `  npm run ${key.padEnd(9)} ${does}`)
  say(`${lines.join('\n')}`)
  process.exit(name ? 1 : 0)
}
command.run(args).then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof Stop ? error.message : error.stack)
    process.exit(1)
  }
)
