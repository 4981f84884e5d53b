import { join } from 'node:path'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:4000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['z'] },
      // The consoles, the page of field mode and its service worker, whose name must not change.
      input: {
        index: join(import.meta.dirname, 'index.html'),
        field: join(import.meta.dirname, 'field.html'),
        'field-worker': join(import.meta.dirname, 'field/worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'field-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: {
      '/graphql': server,
      '/api': server,
      '/blobs': server,
      '/print-runs': server,
      '/adjudication': server,
      '/reviews': server,
      '/progress': server,
      '/campaigns': server,
      '/hamlets': server,
    },
  },
})
