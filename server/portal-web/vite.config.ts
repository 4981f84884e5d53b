import { join } from 'node:path'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        chip: join(import.meta.dirname, 'kiem-tra-chip.html'),
      },
      // A date is parsed without the schemas that stand beside it for servers.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
})
