import type { Area } from '../area.ts'
import { title } from './title.ts'

export const dispatchArea: Area = {
  path: 'dispatch',
  title,
  letter: 'r',
  actions: ['parcel.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./parcels-screen.tsx')).ParcelsScreen } },
    { path: ':id', lazy: { Component: async () => (await import('./parcel-screen.tsx')).ParcelScreen } },
  ],
}
