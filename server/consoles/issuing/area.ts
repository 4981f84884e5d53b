import type { Area } from '../area.ts'
import { title } from './title.ts'

export const issuingArea: Area = {
  path: 'issuing',
  title,
  letter: 'z',
  actions: ['card.hand-over', 'card.decide-hand-over', 'card-list.receive', 'card.lapse'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./counter-screen.tsx')).CounterScreen } },
    { path: 'shelf', lazy: { Component: async () => (await import('./shelf-screen.tsx')).ShelfScreen } },
    { path: 'count', lazy: { Component: async () => (await import('./count-screen.tsx')).CountScreen } },
    { path: 'lists', lazy: { Component: async () => (await import('./lists-screen.tsx')).ListsScreen } },
    { path: 'lists/:id', lazy: { Component: async () => (await import('./list-screen.tsx')).ListScreen } },
    { path: 'post', lazy: { Component: async () => (await import('./post-screen.tsx')).PostScreen } },
    {
      path: 'uncollected',
      lazy: { Component: async () => (await import('./uncollected-screen.tsx')).UncollectedScreen },
    },
  ],
}
