import type { Area } from '../area.ts'
import { title } from './title.ts'

export const residentsArea: Area = {
  path: 'residents',
  title,
  letter: 'c',
  actions: ['resident.search'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./residents-screen.tsx')).ResidentsScreen },
    },
  ],
}
