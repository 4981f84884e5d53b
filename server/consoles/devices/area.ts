import type { Area } from '../area.ts'
import { title } from './title.ts'

export const devicesArea: Area = {
  path: 'devices',
  title,
  letter: 'm',
  actions: ['device.read'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./devices-screen.tsx')).DevicesScreen } },
    {
      path: 'waivers',
      lazy: { Component: async () => (await import('./waivers-screen.tsx')).WaiversScreen },
    },
  ],
}
