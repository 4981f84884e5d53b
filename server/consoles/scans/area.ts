import type { Area } from '../area.ts'

export const scansArea: Area = {
  path: 'scans',
  title: { vi: 'Quét phiếu', en: 'Scanned pages' },
  letter: 'q',
  actions: ['form.scan', 'scanning-office.assign'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./scans-index.tsx')).ScansIndex } },
    {
      path: 'waiting',
      lazy: { Component: async () => (await import('./waiting-screen.tsx')).WaitingScreen },
    },
    { path: 'upload', lazy: { Component: async () => (await import('./upload-screen.tsx')).UploadScreen } },
    {
      path: 'offices',
      lazy: { Component: async () => (await import('./offices-screen.tsx')).OfficesScreen },
    },
    { path: ':id', lazy: { Component: async () => (await import('./page-screen.tsx')).PageScreen } },
  ],
}
