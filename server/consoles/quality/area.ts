import type { Area } from '../area.ts'

export const qualityArea: Area = {
  path: 'quality',
  title: { vi: 'Chất lượng', en: 'Quality' },
  letter: 'v',
  actions: ['capture-quality.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./quality-screen.tsx')).QualityScreen } },
    { path: 'alarms', lazy: { Component: async () => (await import('./alarms-screen.tsx')).AlarmsScreen } },
  ],
}
