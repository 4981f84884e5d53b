import type { Area } from '../area.ts'
import { title } from './title.ts'

export const correctionsArea: Area = {
  path: 'corrections',
  title,
  letter: 'd',
  actions: ['resident.correct', 'resident.approve-change'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./corrections-screen.tsx')).CorrectionsScreen },
    },
    { path: 'mine', lazy: { Component: async () => (await import('./mine-screen.tsx')).MineScreen } },
    {
      path: 'propose/:residentId',
      lazy: { Component: async () => (await import('./propose-screen.tsx')).ProposeScreen },
    },
  ],
}
