import type { Area } from '../area.ts'
import { title } from './title.ts'

export const productionArea: Area = {
  path: 'production',
  title,
  letter: 'w',
  actions: ['print-job.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./board-screen.tsx')).BoardScreen } },
    {
      path: 'batches',
      lazy: { Component: async () => (await import('./batches-screen.tsx')).BatchesScreen },
    },
    {
      path: 'effectiveness',
      lazy: { Component: async () => (await import('./effectiveness-screen.tsx')).EffectivenessScreen },
    },
    { path: 'policy', lazy: { Component: async () => (await import('./policy-screen.tsx')).PolicyScreen } },
    { path: 'check', lazy: { Component: async () => (await import('./check-screen.tsx')).CheckScreen } },
  ],
}
