import type { Area } from '../area.ts'
import { title } from './title.ts'

export const cardLifeArea: Area = {
  path: 'card-life',
  title,
  letter: 'g',
  actions: ['card.find', 'hotline.answer'],
  routes: [
    { index: true, lazy: { Component: async () => (await import('./first-screen.tsx')).FirstScreen } },
    { path: 'decide', lazy: { Component: async () => (await import('./decide-screen.tsx')).DecideScreen } },
    { path: 'renew', lazy: { Component: async () => (await import('./renew-screen.tsx')).RenewScreen } },
    {
      path: 'destroy',
      lazy: { Component: async () => (await import('./destroy-screen.tsx')).DestroyScreen },
    },
    {
      path: 'hotline',
      lazy: { Component: async () => (await import('./hotline-screen.tsx')).HotlineScreen },
    },
  ],
}
