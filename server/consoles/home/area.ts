import type { Area } from '../area.ts'
import { title } from './title.ts'

export const homeArea: Area = {
  path: '',
  title,
  letter: 'h',
  actions: ['session.read'],
  routes: [{ index: true, lazy: { Component: async () => (await import('./home-screen.tsx')).HomeScreen } }],
}
