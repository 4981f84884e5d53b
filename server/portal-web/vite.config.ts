import { join } from 'node:path'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic' } },
  // The parts are React's, shared with the staff's pages; what runs them here is a tenth of its size, for telephones on slow networks.
  resolve: {
    alias: {
      'react-dom/client': 'preact/compat/client',
      'react-dom/server': 'preact-render-to-string',
      'react-dom': 'preact/compat',
      'react/jsx-runtime': 'preact/jsx-runtime',
      react: 'preact/compat',
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        chip: join(import.meta.dirname, 'kiem-tra-chip.html'),
        citizen: join(import.meta.dirname, 'cong-dan.html'),
      },
      // A date is parsed without the schemas that stand beside it for servers.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
})
