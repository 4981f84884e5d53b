import type { Area } from '../area.ts'

export const progressArea: Area = {
  path: 'progress',
  title: { vi: 'Tiến độ', en: 'Progress' },
  letter: 'b',
  actions: ['progress.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./progress-screen.tsx')).ProgressScreen } },
    {
      path: 'unit/:unitCode',
      lazy: { Component: async () => (await import('./progress-screen.tsx')).ProgressScreen },
    },
    {
      path: 'overdue',
      lazy: { Component: async () => (await import('./overdue-screen.tsx')).OverdueScreen },
    },
    {
      path: 'reports',
      lazy: { Component: async () => (await import('./reports-screen.tsx')).ReportsScreen },
    },
    { path: 'report', lazy: { Component: async () => (await import('./report-screen.tsx')).ReportScreen } },
    { path: 'tally', lazy: { Component: async () => (await import('./tally-screen.tsx')).TallyScreen } },
    {
      path: 'obstacles',
      lazy: { Component: async () => (await import('./obstacles-screen.tsx')).ObstaclesScreen },
    },
    {
      path: 'campaigns',
      lazy: { Component: async () => (await import('./campaigns-screen.tsx')).CampaignsScreen },
    },
    {
      path: 'campaigns/:id',
      lazy: { Component: async () => (await import('./campaign-screen.tsx')).CampaignScreen },
    },
    {
      path: 'hamlets',
      lazy: { Component: async () => (await import('./hamlets-screen.tsx')).HamletsScreen },
    },
  ],
}
