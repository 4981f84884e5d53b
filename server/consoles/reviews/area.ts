import type { Area } from '../area.ts'

export const reviewsArea: Area = {
  path: 'reviews',
  title: { vi: 'Phúc tra', en: 'Reviews' },
  letter: 't',
  actions: ['review.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./reviews-screen.tsx')).ReviewsScreen } },
    { path: 'new', lazy: { Component: async () => (await import('./plan-screen.tsx')).PlanScreen } },
    { path: ':id', lazy: { Component: async () => (await import('./review-screen.tsx')).ReviewScreen } },
    { path: ':id/plan', lazy: { Component: async () => (await import('./amend-screen.tsx')).AmendScreen } },
    {
      path: ':id/samples',
      lazy: { Component: async () => (await import('./samples-screen.tsx')).SamplesScreen },
    },
    {
      path: ':id/check/:place?',
      lazy: { Component: async () => (await import('./check-screen.tsx')).CheckScreen },
    },
  ],
}
