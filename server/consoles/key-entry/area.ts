import type { Area } from '../area.ts'
import { title } from './title.ts'

export const keyEntryArea: Area = {
  path: 'key-entry',
  title,
  letter: 'n',
  actions: ['form.key'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./key-entry-screen.tsx')).KeyEntryScreen },
    },
    {
      path: ':serial',
      lazy: { Component: async () => (await import('./key-form-screen.tsx')).KeyFormScreen },
    },
  ],
}
