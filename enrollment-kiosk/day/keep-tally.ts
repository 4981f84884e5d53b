import type { Kiosk } from '../session/kiosk.ts'
import type { TallyEvent } from './tally.ts'

type Counting = Pick<Kiosk, 'drafts' | 'outbox' | 'progress' | 'tally'>

/**
 * Counts every file as the screens hear of it, and at the start what a kill kept from being counted: drafts and outbox are
 * always written first, so nothing is missed twice.
 */
export async function keepTally(
  { drafts, outbox, progress, tally }: Counting,
  onFault: (error: unknown) => void,
): Promise<void> {
  for (const id of drafts.ids()) await tally.note(id, 'BEGUN')
  for (const { applicationCode, foreign, state, sealedAt } of outbox.list()) {
    if (foreign || state === 'REOPENED') continue
    await tally.note(applicationCode, 'BEGUN', Date.parse(sealedAt))
    if (tally.files().get(applicationCode)?.SEALED === undefined)
      await tally.note(applicationCode, 'SEALED', Date.parse(sealedAt))
    if (state === 'RECEIVED') await tally.note(applicationCode, 'SENT')
  }
  const note = (code: string, event: TallyEvent) => void tally.note(code, event).catch(onFault)
  const states = new Map<string, string>()
  progress.subscribe((event) => {
    if (event.type === 'session') note(event.session, 'BEGUN')
    if (event.type !== 'outbox' || outbox.find(event.sha256)?.foreign !== false) return
    // Told again with every piece that was sent.
    if (states.get(event.sha256) === event.state) return
    if (event.state === 'WAITING' && !states.has(event.sha256)) note(event.applicationCode, 'SEALED')
    if (event.state === 'RECEIVED') note(event.applicationCode, 'SENT')
    states.set(event.sha256, event.state)
  })
}
