import type { Area } from '../area.ts'
import { title } from './title.ts'

export const stockArea: Area = {
  path: 'stock',
  title,
  letter: 'k',
  actions: ['stock.read', 'hot-list.answer'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./stock-screen.tsx')).StockScreen } },
    { path: 'lots', lazy: { Component: async () => (await import('./lots-screen.tsx')).LotsScreen } },
    {
      path: 'transfers',
      lazy: { Component: async () => (await import('./transfers-screen.tsx')).TransfersScreen },
    },
    {
      path: 'consumables',
      lazy: { Component: async () => (await import('./consumables-screen.tsx')).ConsumablesScreen },
    },
    { path: 'shifts', lazy: { Component: async () => (await import('./shifts-screen.tsx')).ShiftsScreen } },
    {
      path: 'shifts/:id',
      lazy: { Component: async () => (await import('./shift-screen.tsx')).ShiftScreen },
    },
    {
      path: 'spoiled',
      lazy: { Component: async () => (await import('./spoiled-screen.tsx')).SpoiledScreen },
    },
    { path: 'alarms', lazy: { Component: async () => (await import('./alarms-screen.tsx')).AlarmsScreen } },
    {
      path: 'minutes',
      lazy: { Component: async () => (await import('./minutes-screen.tsx')).MinutesScreen },
    },
  ],
}
