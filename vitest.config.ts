import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Files of a project; a `.spec.ts` belongs to Playwright, a `.test.ts` to Vitest. */
const files = (folder: string) => [`test/${folder}/**/*.test.{ts,tsx}`]

export default defineConfig({
  test: {
    // By itself Vitest leaves one core free, which on two of them is half.
    maxWorkers: '100%',
    // Passing tests of one file share nothing with another's; a hanging one must not hold up the rest.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', environment: 'node', include: files('unit'), exclude: files('unit/renderer') }
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: files('unit/renderer'),
          setupFiles: ['test/unit/renderer/setup.ts']
        }
      },
      { extends: true, test: { name: 'integration', environment: 'node', include: files('integration') } },
      { extends: true, test: { name: 'security', environment: 'node', include: files('security') } }
    ]
  }
})
