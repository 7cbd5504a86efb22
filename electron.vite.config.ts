/**
 * Builds the app's three parts into `out/`. The floor is the oldest Electron the app runs on (25: Node 18,
 * Chromium 114), see docs/decisions; newer Electrons run the same files.
 */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Native add-ons: they carry `.node` files, so they stay in node_modules and are required at run time. */
const native = ['keytar', 'libsql']

export default defineConfig(({ mode }) => {
  const minify = mode === 'production'
  return {
    main: {
      define: {
        __CLOUD_CLIENT_ID__: JSON.stringify(process.env['ATTRACK_CLOUD_CLIENT_ID'] ?? ''),
        __CLOUD_CLIENT_SECRET__: JSON.stringify(process.env['ATTRACK_CLOUD_CLIENT_SECRET'] ?? '')
      },
      build: {
        outDir: 'out/main',
        emptyOutDir: true,
        target: 'node18',
        minify,
        sourcemap: true,
        // Everything else is bundled: many packages are ESM only, which Electron 25 cannot require.
        externalizeDeps: false,
        rolldownOptions: {
          input: {
            index: at('main/index.ts'),
            'store-process': at('main/store/process.ts'),
            'backup-process': at('main/backup/process.ts')
          },
          external: native,
          output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' }
        }
      }
    },
    preload: {
      build: {
        outDir: 'out/preload',
        emptyOutDir: true,
        // electron-vite accepts a Node target only; Node 18 is the V8 of Chromium 108, below our floor of 114.
        target: 'node18',
        minify,
        sourcemap: true,
        // A sandboxed preload script can require nothing but `electron`: one file, everything inside.
        externalizeDeps: false,
        rolldownOptions: {
          input: { index: at('preload/index.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs' }
        }
      }
    },
    renderer: {
      root: 'renderer',
      plugins: [react()],
      publicDir: false,
      build: {
        outDir: 'out/renderer',
        emptyOutDir: true,
        target: 'chrome114',
        minify,
        sourcemap: true,
        // No inline polyfill and no data: URLs, so that the content security policy can stay strict.
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        // Read from the disk, not over a network: one larger file starts faster than many small ones.
        chunkSizeWarningLimit: 2_000,
        rolldownOptions: { input: at('renderer/index.html') }
      }
    }
  }
})
