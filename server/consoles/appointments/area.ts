import type { Area } from '../area.ts'
import { title } from './title.ts'

export const appointmentsArea: Area = {
  path: 'appointments',
  title,
  letter: 'y',
  actions: ['appointment.read', 'notice.print'],
  routes: [
    {
      index: true,
      lazy: { Component: async () => (await import('./appointments-screen.tsx')).AppointmentsScreen },
    },
    {
      path: 'hours',
      lazy: { Component: async () => (await import('./hours-screen.tsx')).HoursScreen },
    },
    {
      path: 'notices',
      lazy: { Component: async () => (await import('./notices-screen.tsx')).NoticesScreen },
    },
  ],
}
