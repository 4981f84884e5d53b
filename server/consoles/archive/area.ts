import type { Area } from '../area.ts'

export const archiveArea: Area = {
  path: 'archive',
  title: { vi: 'Mượn phiếu lưu', en: 'Archive loans' },
  letter: 'l',
  actions: ['form.archive'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./loans-screen.tsx')).LoansScreen } },
  ],
}
