/** RFC 3996, 8.1: seconds for which an event is kept, and after which a client comes back at the latest. */
export const eventLife = 60
/** RFC 3995, 5.3.8: seconds. */
export const longestLease = 67_108_863

export const events = [
  'job-completed',
  'job-created',
  'job-state-changed',
  'printer-state-changed',
  'printer-stopped',
  'none',
] as const
