import { defineConfig } from 'vite'

/** The agent of this desk; its token stands in the address of the page: /#TOKEN. */
const agent = 'http://127.0.0.1:4620'

const paths = [
  'status',
  'officers',
  'devices',
  'journal',
  'events',
  'sessions',
  'countersign',
  'outbox',
  'day',
  'returned',
  'units',
]

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  // The face networks run in a thread of their own, from the page's own files.
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { treeshake: { manualPureFunctions: ['z'] } },
  },
  server: { proxy: Object.fromEntries(paths.map((path) => [`/${path}`, agent])) },
})
