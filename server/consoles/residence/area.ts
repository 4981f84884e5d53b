import type { Area } from '../area.ts'

export const residenceArea: Area = {
  path: 'residence',
  title: { vi: 'Cư trú', en: 'Residence' },
  letter: 'u',
  actions: ['visit.assign', 'residence.decide', 'movement.review', 'resident.read'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./absences-screen.tsx')).AbsencesScreen },
    },
    {
      path: 'declarations',
      lazy: { Component: async () => (await import('./declarations-screen.tsx')).DeclarationsScreen },
    },
    {
      path: 'movements',
      lazy: { Component: async () => (await import('./movements-screen.tsx')).MovementsScreen },
    },
    {
      path: 'declare/:residentId',
      lazy: { Component: async () => (await import('./declare-screen.tsx')).DeclareScreen },
    },
    {
      path: 'record/:id',
      lazy: { Component: async () => (await import('../residents/resident-screen.tsx')).ResidentScreen },
    },
  ],
}
