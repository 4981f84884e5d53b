import type { Area } from '../area.ts'

export const importsArea: Area = {
  path: 'imports',
  title: { vi: 'Nạp dữ liệu', en: 'Bulk import' },
  letter: 'i',
  actions: ['import.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./imports-screen.tsx')).ImportsScreen } },
    {
      path: 'new',
      lazy: { Component: async () => (await import('./new-import-screen.tsx')).NewImportScreen },
    },
    {
      path: 'profiles',
      lazy: { Component: async () => (await import('./profiles-screen.tsx')).ProfilesScreen },
    },
    {
      path: 'profiles/:id',
      lazy: { Component: async () => (await import('./profile-screen.tsx')).ProfileScreen },
    },
    { path: 'phases', lazy: { Component: async () => (await import('./phases-screen.tsx')).PhasesScreen } },
    {
      path: 'missing',
      lazy: { Component: async () => (await import('./missing-screen.tsx')).MissingScreen },
    },
    { path: 'cards', lazy: { Component: async () => (await import('./cards-screen.tsx')).CardsScreen } },
    { path: ':id', lazy: { Component: async () => (await import('./import-screen.tsx')).ImportScreen } },
  ],
}
