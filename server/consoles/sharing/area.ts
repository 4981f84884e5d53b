import type { Area } from '../area.ts'

export const sharingArea: Area = {
  path: 'sharing',
  title: { vi: 'Khai thác dữ liệu', en: 'Data sharing' },
  letter: 's',
  actions: ['agency.manage', 'disclosure.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./sharing-index.tsx')).SharingIndex } },
    {
      path: 'agencies',
      lazy: { Component: async () => (await import('./agencies-screen.tsx')).AgenciesScreen },
    },
    {
      path: 'agencies/new',
      lazy: { Component: async () => (await import('./register-screen.tsx')).RegisterScreen },
    },
    {
      path: 'agencies/:code',
      lazy: { Component: async () => (await import('./agency-screen.tsx')).AgencyScreen },
    },
    {
      path: 'citizen',
      lazy: { Component: async () => (await import('./disclosures-screen.tsx')).DisclosuresScreen },
    },
  ],
}
