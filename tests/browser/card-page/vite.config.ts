import { defineConfig } from 'vite'

/** As a program's page is built: every file beside it, none written into another. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic' } },
  build: { target: 'es2024', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
