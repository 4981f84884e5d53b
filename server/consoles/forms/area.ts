import type { Area } from '../area.ts'
import { title } from './title.ts'

export const formsArea: Area = {
  path: 'forms',
  title,
  letter: 'p',
  actions: ['form.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./forms-index.tsx')).FormsIndex } },
    {
      path: 'state/:state?',
      lazy: { Component: async () => (await import('./forms-screen.tsx')).FormsScreen },
    },
    {
      path: 'steps/:step?',
      lazy: { Component: async () => (await import('./steps-screen.tsx')).StepsScreen },
    },
    {
      path: 'transfers',
      lazy: { Component: async () => (await import('./transfers-screen.tsx')).TransfersScreen },
    },
    {
      path: 'transmissions',
      lazy: { Component: async () => (await import('./transmissions-screen.tsx')).TransmissionsScreen },
    },
    {
      path: 'print-runs',
      lazy: { Component: async () => (await import('./print-runs-screen.tsx')).PrintRunsScreen },
    },
    { path: ':serial', lazy: { Component: async () => (await import('./form-screen.tsx')).FormScreen } },
  ],
}
