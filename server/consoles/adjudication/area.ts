import type { Area } from '../area.ts'
import { areaTitle } from './words.ts'

export const adjudicationArea: Area = {
  path: 'adjudication',
  title: areaTitle,
  letter: 'x',
  actions: ['duplicate-case.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./cases-screen.tsx')).CasesScreen } },
    { path: 'list/:list', lazy: { Component: async () => (await import('./cases-screen.tsx')).CasesScreen } },
    { path: 'cases/:id', lazy: { Component: async () => (await import('./case-screen.tsx')).CaseScreen } },
    {
      path: 'cases/:id/record',
      lazy: { Component: async () => (await import('./case-record-screen.tsx')).CaseRecordScreen },
    },
    {
      path: 'figures',
      lazy: { Component: async () => (await import('./figures-screen.tsx')).FiguresScreen },
    },
  ],
}
