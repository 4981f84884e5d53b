import type { Area } from '../area.ts'
import { title } from './title.ts'

export const feesArea: Area = {
  path: 'fees',
  title,
  letter: 'f',
  actions: ['fee.read', 'fee.reconcile'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./take-screen.tsx')).TakeScreen } },
    {
      path: 'receipts',
      lazy: { Component: async () => (await import('./receipts-screen.tsx')).ReceiptsScreen },
    },
    { path: 'cash', lazy: { Component: async () => (await import('./cash-screen.tsx')).CashScreen } },
    {
      path: 'cash/:id',
      lazy: { Component: async () => (await import('./cash-day-screen.tsx')).CashDayScreen },
    },
    {
      path: 'refunds',
      lazy: { Component: async () => (await import('./refunds-screen.tsx')).RefundsScreen },
    },
    { path: 'cases', lazy: { Component: async () => (await import('./cases-screen.tsx')).CasesScreen } },
  ],
}
