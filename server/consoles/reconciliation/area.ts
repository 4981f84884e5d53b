import type { Area } from '../area.ts'

export const reconciliationArea: Area = {
  path: 'reconciliation',
  title: { vi: 'Đối chiếu', en: 'Reconciliation' },
  letter: 'o',
  actions: ['conflict.read', 'inquiry.answer'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./conflicts-screen.tsx')).ConflictsScreen },
    },
    {
      path: 'state/:state',
      lazy: { Component: async () => (await import('./conflicts-screen.tsx')).ConflictsScreen },
    },
    {
      path: 'conflicts/:id',
      lazy: { Component: async () => (await import('./conflict-screen.tsx')).ConflictScreen },
    },
    {
      path: 'inquiries',
      lazy: { Component: async () => (await import('./inquiries-screen.tsx')).InquiriesScreen },
    },
    {
      path: 'inquiries/send/:residentId',
      lazy: { Component: async () => (await import('./send-inquiry-screen.tsx')).SendInquiryScreen },
    },
    {
      path: 'inquiries/:id',
      lazy: { Component: async () => (await import('./inquiry-screen.tsx')).InquiryScreen },
    },
    {
      path: 'provisional',
      lazy: { Component: async () => (await import('./provisional-screen.tsx')).ProvisionalScreen },
    },
  ],
}
