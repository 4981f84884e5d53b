import type { Area } from '../area.ts'
import { title } from './title.ts'

export const recallsArea: Area = {
  path: 'recalls',
  title,
  letter: 'e',
  actions: ['recall.read', 'card.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./recalls-screen.tsx')).RecallsScreen } },
    { path: 'cards', lazy: { Component: async () => (await import('./cards-screen.tsx')).CardsScreen } },
    {
      path: 'cards/:code',
      lazy: { Component: async () => (await import('./cards-screen.tsx')).CardsScreen },
    },
  ],
}
