import type { Area } from '../area.ts'
import { title } from './title.ts'

export const approvalsArea: Area = {
  path: 'approvals',
  title,
  letter: 'a',
  actions: ['application.review'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./approvals-screen.tsx')).ApprovalsScreen },
    },
    { path: ':code', lazy: { Component: async () => (await import('./file-screen.tsx')).FileScreen } },
  ],
}
