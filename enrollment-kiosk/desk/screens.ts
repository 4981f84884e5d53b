import type { DeskScreen } from './screen.ts'

/** Every screen, in the order of the navigation. Its folder has the name of its path; nothing else is to be registered. */
export const screens: readonly DeskScreen[] = [
  {
    path: '',
    title: { vi: 'Thu nhận', en: 'Enrollment' },
    letter: 'f',
    roles: ['operator'],
    load: async () => ({ Component: (await import('./file/find/find-screen.tsx')).FindScreen }),
  },
  {
    path: 'supervisor',
    title: { vi: 'Duyệt', en: 'Agree' },
    letter: 'd',
    roles: ['supervisor'],
    load: async () => ({ Component: (await import('./supervisor/supervisor-screen.tsx')).SupervisorScreen }),
    count: ({ toCountersign }) => toCountersign,
  },
  {
    path: 'outbox',
    title: { vi: 'Hộp gửi', en: 'Outbox' },
    letter: 'o',
    roles: ['operator', 'supervisor'],
    load: async () => ({ Component: (await import('./outbox/outbox-screen.tsx')).OutboxScreen }),
    count: ({ outbox }) => (outbox.WAITING ?? 0) + (outbox.SENDING ?? 0) + (outbox.REFUSED ?? 0),
  },
  {
    path: 'returned',
    title: { vi: 'Trả lại', en: 'Returned' },
    letter: 'r',
    roles: ['operator'],
    load: async () => ({ Component: (await import('./returned/returned-screen.tsx')).ReturnedScreen }),
  },
  {
    path: 'day',
    title: { vi: 'Ngày', en: 'Day' },
    letter: 'n',
    roles: ['operator', 'supervisor'],
    load: async () => ({ Component: (await import('./day/day-screen.tsx')).DayScreen }),
  },
  {
    path: 'journal',
    title: { vi: 'Nhật ký', en: 'Journal' },
    letter: 'j',
    roles: ['operator'],
    load: async () => ({ Component: (await import('./journal/journal-screen.tsx')).JournalScreen }),
  },
  {
    path: 'devices',
    title: { vi: 'Thiết bị', en: 'Devices' },
    letter: 't',
    roles: ['operator', 'supervisor'],
    load: async () => ({ Component: (await import('./devices/devices-screen.tsx')).DevicesScreen }),
  },
]
