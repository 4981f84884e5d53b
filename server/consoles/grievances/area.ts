import type { Area } from '../area.ts'

export const grievancesArea: Area = {
  path: 'grievances',
  title: { vi: 'Khiếu nại', en: 'Complaints' },
  letter: 'j',
  actions: ['grievance.read'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./grievances-screen.tsx')).GrievancesScreen },
    },
    {
      path: ':id',
      lazy: { Component: async () => (await import('./grievance-screen.tsx')).GrievanceScreen },
    },
  ],
}
